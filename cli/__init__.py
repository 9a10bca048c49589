"""The talking floor: options in, a call to the floors below, a screen or a page out, an exit code."""
