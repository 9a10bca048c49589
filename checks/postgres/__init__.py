"""Checks on a look at PostgreSQL: places and SQL for a person. No rung rests on them; those take vitals."""
