"""Advice from the application's own sources."""
