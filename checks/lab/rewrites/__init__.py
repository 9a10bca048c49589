"""Other ways to ask for the same: one file a rewrite, each a function `offer` of an `Asked`, found by walking."""
