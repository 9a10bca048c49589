"""Checks on what a Prometheus server records, and on what it does not."""
