"""DECIDE: vitals in, a verdict on every rung of the scaling ladder out, each with its numbers and sources."""
