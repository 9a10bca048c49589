"""Queries that replay cancels."""

from checks.core import Outcome, Reason, Report
from checks.replication.replay_conflicts import check
from tests.checks.postgres.small import counters, fires, not_looked_at, postgres, quiet


def run(number: int, seconds: float = 3600.0) -> Report:
    seen = counters(conflicts=number)
    return check(postgres(counters=seen, window_s=seconds, in_recovery=True))


def test_fires_from_three_in_an_hour() -> None:
    words = fires(run(3))
    assert "cancelled 3 queries on this replica (last 60 min)" in words
    assert "max_standby_streaming_delay" in words


def test_leaves_two_and_rare_ones_alone() -> None:
    assert quiet(run(2))
    assert quiet(check(postgres(counters=counters(conflicts=50), in_recovery=True)))


def test_a_primary_a_short_window_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(counters=counters(conflicts=9))).outcome is Outcome.NOT_APPLICABLE
    assert run(9, 30.0).reason is Reason.INSUFFICIENT
    assert check(postgres(in_recovery=True, missing={"counters": "x"})).reason is Reason.ERROR
    assert not_looked_at("replication.replay_conflicts").outcome is Outcome.UNKNOWN
