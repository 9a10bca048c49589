"""Advice from Kubernetes manifests: one word for each workload, however many files describe it."""
