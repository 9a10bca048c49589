"""One facet of the project a file: each joins what was read into facts with their places."""
