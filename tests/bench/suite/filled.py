"""Fills a database with the market place: about a gigabyte at scale 1, nine megabytes at 0.01."""

from pathlib import Path

import psycopg

HERE = Path(__file__).parent


def fill(url: str, scale: float = 1.0, *, statistics: bool = True) -> None:
    """Make the tables of the market place in this empty database, fill and analyse them.

    Args:
        url: the address of an empty database of PostgreSQL 12 or newer.
        scale: multiplies every table's rows.
        statistics: vacuum and analyse at the end.
    """
    with psycopg.connect(url, autocommit=True) as one:
        one.execute((HERE / "schema.sql").read_text())
        script = (HERE / "fill.sql").read_text().replace(":scale", f"{scale!r}::numeric")
        one.execute(script)
        if statistics:
            one.execute("vacuum (analyze)")
