"""Transactions that wait longer than they work."""

from checks.core import Outcome, Reason, Report, Severity
from checks.pgbouncer.average_wait import check
from tests.checks.postgres.small import fires, not_looked_at, pgbouncer, quiet, traffic


def run(**changes: object) -> Report:
    return check(pgbouncer(traffic=(traffic(**changes),), window_s=60.0))


def test_fires_high_when_waiting_exceeds_a_statement() -> None:
    report = run(wait_ms=300_000.0)
    words = fires(report)
    assert "wait 30 ms for a server session on average; a statement takes 2 ms" in words
    assert report.findings[0].severity is Severity.HIGH and report.window == "last 60 s"


def test_a_shorter_wait_is_medium() -> None:
    slow = run(wait_ms=60_000.0, query_ms=900_000.0)
    assert slow.findings[0].severity is Severity.MEDIUM


def test_leaves_short_waits_alone() -> None:
    assert quiet(run(wait_ms=49_000.0))


def test_few_transactions_a_missing_part_and_not_looked_at() -> None:
    assert run(transactions=999, wait_ms=10.0**6).reason is Reason.INSUFFICIENT
    assert check(pgbouncer(traffic=None)).reason is Reason.INSUFFICIENT
    assert check(pgbouncer(missing={"stats": "x"})).reason is Reason.ERROR
    assert not_looked_at("pgbouncer.average_wait").outcome is Outcome.UNKNOWN
