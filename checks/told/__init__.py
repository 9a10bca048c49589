"""Checks on what a person told, against what was measured. Advice; rungs take vitals."""
