"""Tables whose upkeep needs a plan."""

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.large_table import check
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, table

GB = 10**9


def run(size: int) -> Report:
    return check(postgres(tables=(table("events", total_bytes=size),), tables_total=1))


def test_fires_from_50_gb_and_100_are_medium() -> None:
    report = run(50 * GB)
    assert "events has 47 GiB" in fires(report) and report.findings[0].severity is Severity.LOW
    assert run(100 * GB).findings[0].severity is Severity.MEDIUM


def test_leaves_less_alone() -> None:
    report = run(49 * GB)
    assert quiet(report) and "the largest table has 46 GiB" in report.note


def test_no_table_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"tables": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.large_table").outcome is Outcome.UNKNOWN
