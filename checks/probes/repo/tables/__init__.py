"""The tables of a repository's migrations, schema files and models: their foreign keys and what its indexes begin with.

Each reader replays one kind of file in the order in which it is applied. What it cannot read with certainty (a table
whose name is worked out, an index made in a loop) makes the table unknown: nothing is said about it.
"""
