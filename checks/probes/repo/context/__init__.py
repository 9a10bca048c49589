"""The context that a fact needs before it may be judged: what runs, where, in which layer, for whom."""
