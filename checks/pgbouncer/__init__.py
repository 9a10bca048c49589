"""Checks on a look at PgBouncer's admin console. Advice; rungs take vitals."""
