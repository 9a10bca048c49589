"""The shape of the work: where a request's time goes, and what kind of work it is."""
