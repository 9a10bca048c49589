"""Advice from compose files."""
