"""The queueing model of a project: at which load it breaks, which resource first, what each rung buys, and when."""
