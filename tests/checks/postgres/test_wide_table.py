"""A table of very many columns."""

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.wide_table import check
from checks.probes.postgres import Table
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, table


def run(*tables: Table) -> Report:
    return check(postgres(tables=tables, tables_total=len(tables)))


def test_fires_above_fifty() -> None:
    report = run(table("users", width=51, updated=7000))
    assert "users has 51 columns; 7,000 updates" in fires(report)
    assert report.findings[0].severity is Severity.LOW


def test_above_two_hundred_is_medium() -> None:
    assert run(table(width=201)).findings[0].severity is Severity.MEDIUM


def test_leaves_fifty_and_views_alone() -> None:
    assert quiet(run(table(width=50), table("v", width=300, kind="materialized view")))


def test_no_table_a_missing_part_and_not_looked_at() -> None:
    assert run().reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"tables": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.wide_table").outcome is Outcome.UNKNOWN
