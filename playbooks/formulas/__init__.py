"""The arithmetic of the ladder: one formula a file, each with its source."""
