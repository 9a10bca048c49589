"""Transactions that wait for each other."""

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.deadlocks import check
from tests.checks.postgres.small import counters, fires, not_looked_at, postgres, quiet


def run(number: int, seconds: float = 3600.0) -> Report:
    return check(postgres(counters=counters(deadlocks=number), window_s=seconds))


def test_fires_from_three_in_an_hour() -> None:
    report = run(3)
    assert "3 deadlocks (last 60 min), 3 an hour" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM


def test_five_a_minute_are_high() -> None:
    assert run(10, 120.0).findings[0].severity is Severity.HIGH


def test_leaves_two_and_rare_ones_alone() -> None:
    assert quiet(run(2))
    assert quiet(check(postgres(counters=counters(deadlocks=100))))


def test_a_short_window_a_missing_part_and_not_looked_at() -> None:
    assert run(5, 30.0).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"counters": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.deadlocks").outcome is Outcome.UNKNOWN
