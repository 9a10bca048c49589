"""A table far larger than its rows need."""

from checks.core import Outcome, Reason, Report
from checks.postgres.bloated_table import check
from checks.probes.postgres import Column, Table
from tests.checks.postgres.small import column, fires, not_looked_at, postgres, quiet, table

MB = 10**6
ID = column("id")


def run(one: Table, *columns: Column) -> Report:
    return check(postgres(tables=(one,), tables_total=1, columns=columns or (ID,)))


def test_fires_with_what_is_needed() -> None:
    words = fires(run(table(rows=100_000, bytes=60 * MB)))
    assert "has 57 MiB on disk, its 100,000 rows need 4 MiB at most: 93 % is empty" in words
    assert "VACUUM (FULL, ANALYZE) comments;" in words and "pg_repack" in words


def test_leaves_a_full_table_alone() -> None:
    assert quiet(run(table(rows=10**6, bytes=45 * MB)))


def test_wide_columns_and_a_low_fillfactor_need_room() -> None:
    assert quiet(run(table(rows=100_000, bytes=60 * MB), ID, column("body", width=400)))
    assert quiet(run(table(rows=400_000, bytes=60 * MB, options=("fillfactor=30",))))


def test_small_tables_and_unknown_widths_are_not_judged() -> None:
    assert run(table(rows=10, bytes=9 * MB)).reason is Reason.INSUFFICIENT
    unknown = column("body", width=0)
    assert run(table(rows=10, bytes=60 * MB), ID, unknown).reason is Reason.INSUFFICIENT
    hidden = column("body", distinct=0.0)
    assert run(table(rows=10, bytes=60 * MB), ID, hidden).reason is Reason.INSUFFICIENT
    fresh = table(rows=0, bytes=60 * MB, analyzed=False)
    assert run(fresh).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(missing={"columns": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.bloated_table").outcome is Outcome.UNKNOWN
