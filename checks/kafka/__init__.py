"""Checks on a live Kafka: lag, consumers against partitions, replicas."""
