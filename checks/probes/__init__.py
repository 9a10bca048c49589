"""Probes: each module holds one snapshot type and one read-only `look(...)` with time-outs."""
