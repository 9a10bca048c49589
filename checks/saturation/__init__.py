"""Which resource is full: each check compares one resource with its own ceiling."""
