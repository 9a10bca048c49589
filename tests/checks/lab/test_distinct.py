"""Values side by side, of which ANALYZE counts too few, against the real server."""

from functools import partial

import psycopg
import pytest

from checks.lab.distinct import side_by_side

LINES = """
create table lines (order_id int, part int);
insert into lines select i / 4, (i * 7919::bigint) % 50000 from generate_series(0, 1999999) i;
analyze lines;
"""


@pytest.mark.parametrize(("column", "real"), [("order_id", 500_000), ("part", 50_000)])
def test_it_comes_near_what_is_there(database: str, column: str, real: int) -> None:
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(LINES)
        row = one.execute(
            "select n_distinct, correlation from pg_stats where tablename = 'lines' and attname = %s",
            (column,),
        ).fetchone()
        size = one.execute("select pg_relation_size('lines') / 8192").fetchone()
    assert row is not None and size is not None
    counted = row[0] if row[0] > 0 else -row[0] * 2_000_000
    found = side_by_side(counted, rows=2_000_000, pages=size[0], correlation=row[1])
    assert 0.75 * real < found < 1.3 * real


def test_what_needs_no_mending_is_left() -> None:
    mended = partial(side_by_side, rows=2_000_000, pages=10_000)
    assert mended(1000, correlation=0.5) == 1000, "not side by side"
    assert mended(2_000_000, correlation=1) == 2_000_000, "a key"
    assert mended(0, correlation=1) == 0, "not known"
    assert mended(20, correlation=1) == 20, "each fills many blocks"
    assert side_by_side(500, rows=2000, pages=20, correlation=1) == 500, "every row was read"
