"""Proves the lab's advice on a scratch copy that may be written to: builds, measures, keeps only what helps."""
