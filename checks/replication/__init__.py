"""Checks on copies of a PostgreSQL server: standbys, slots, subscriptions. Advice; rungs take vitals."""
