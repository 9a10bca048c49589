"""Checks on a live Redis or Valkey: memory, clients, commands, persistence, replication, what it is used for."""
