"""Rungs already taken whose setting is wrong, and gaps in what is recorded."""
