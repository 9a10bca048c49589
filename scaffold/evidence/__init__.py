"""For each rung, the answers that the evidence suggests: `<rung>.py: defaults(looks)`."""
