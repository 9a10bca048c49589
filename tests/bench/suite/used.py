"""A filled market place as its application leaves it after a while: pages of the tables that are updated have room.

A table that was just filled is packed: the first update of each page moves its row elsewhere and writes to every index,
whatever the columns. After that the page has room, and updates stay on it (HOT) unless an index holds what they change.
"""

import psycopg

UPDATED = ("orders", "products", "jobs")
EVERY = 20
"""One row in so many has been updated once."""


def use(url: str) -> None:
    """Update these rows, clear what they leave, and count from zero."""
    with psycopg.connect(url, autocommit=True) as one:
        for table in UPDATED:
            one.execute(f"update {table} set id = id where id % {EVERY} = 0".encode())
        one.execute("vacuum (analyze)")
        one.execute("select pg_stat_reset()")
