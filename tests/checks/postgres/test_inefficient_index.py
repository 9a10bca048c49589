"""An index that narrows hardly at all."""

from checks.core import Outcome, Reason, Report
from checks.postgres.inefficient_index import check
from checks.probes.postgres import Index
from tests.checks.postgres.small import fires, index, not_looked_at, postgres, quiet, table


def run(*indexes: Index, rows: int = 200_000) -> Report:
    return check(postgres(indexes=indexes, tables=(table(rows=rows),)))


def test_fires_with_the_share_of_the_table() -> None:
    words = fires(run(index("status", scans=500, entries_read=500 * 60_000)))
    assert "60,000 entries a scan (30 % of the table), 500 times" in words


def test_leaves_narrow_scans_alone() -> None:
    assert quiet(run(index("post_id", scans=500, entries_read=500 * 100)))


def test_leaves_honest_range_scans_of_a_large_table_alone() -> None:
    assert quiet(run(index("at", scans=500, entries_read=500 * 60_000), rows=10**7))


def test_leaves_small_tables_alone() -> None:
    assert quiet(run(index("status", scans=500, entries_read=500 * 900), rows=1000))


def test_an_index_that_is_hardly_used_is_no_evidence() -> None:
    assert run(index("status", scans=99, entries_read=10**8)).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(missing={"indexes": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.inefficient_index").outcome is Outcome.UNKNOWN
