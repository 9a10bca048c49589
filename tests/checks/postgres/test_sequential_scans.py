"""A large table that is read from end to end."""

from checks.core import Outcome, Reason, Report
from checks.postgres.sequential_scans import check
from checks.probes.postgres import Table
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, table

SCANNED = table("events", seq_scans=4000, seq_rows=4000 * 200_000, index_scans=1000)


def run(*tables: Table, **changes: object) -> Report:
    return check(postgres(tables=tables, tables_total=len(tables), **changes))


def test_fires_with_the_scans_and_how_to_find_the_statements() -> None:
    words = fires(run(SCANNED, table()))
    assert "events (200,000 rows) was read from end to end 4,000 times" in words
    assert "only 20 % of its scans used an index" in words and "'%events%'" in words


def test_leaves_alone_what_goes_by_index() -> None:
    assert quiet(run(table(seq_scans=1000, seq_rows=2 * 10**8, index_scans=99_000)))


def test_leaves_a_backup_and_reports_alone() -> None:
    assert quiet(run(table(seq_scans=900, seq_rows=900 * 200_000, index_scans=5000)))


def test_leaves_short_scans_with_a_limit_alone() -> None:
    assert quiet(run(table(seq_scans=50_000, seq_rows=50_000 * 20, index_scans=1000)))


def test_small_or_unread_tables_are_no_evidence() -> None:
    assert run(table(rows=9000, seq_scans=10**6, seq_rows=10**10)).reason is Reason.INSUFFICIENT
    assert run(table()).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert run(missing={"tables": "x"}).reason is Reason.ERROR
    assert not_looked_at("postgres.sequential_scans").outcome is Outcome.UNKNOWN
