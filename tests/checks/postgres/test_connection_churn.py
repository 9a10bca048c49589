"""Sessions opened all the time: counted where the server counts, else judged by their age."""

from checks.core import Outcome, Reason, Report, Severity
from checks.postgres.connection_churn import check
from tests.checks.postgres.small import (
    DAY,
    counters,
    fires,
    not_looked_at,
    postgres,
    quiet,
    session,
    sessions,
)


def run(opened: int, seconds: float) -> Report:
    return check(postgres(counters=counters(sessions=opened), window_s=seconds))


def test_fires_at_one_a_second_and_ten_are_high() -> None:
    report = run(300, 100.0)
    assert "3 sessions are opened a second (last 100 s)" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert run(1000, 100.0).findings[0].severity is Severity.HIGH


def test_leaves_a_pool_alone() -> None:
    assert quiet(run(20, 100.0))
    assert quiet(check(postgres(counters=counters(sessions=100_000))))


def test_a_short_window_is_too_little() -> None:
    assert run(300, 30.0).reason is Reason.INSUFFICIENT


def test_an_older_server_is_judged_by_the_age_of_its_sessions() -> None:
    old = counters(sessions=None)
    young = [session(n, age_s=20.0) for n in range(8)]
    assert "20 s old on average" in fires(check(sessions(*young, counters=old)))
    assert quiet(check(sessions(*(session(n, age_s=7000.0) for n in range(8)), counters=old)))
    assert check(sessions(*young[:4], counters=old)).reason is Reason.INSUFFICIENT


def test_after_a_restart_all_sessions_are_young() -> None:
    young = [session(n, age_s=20.0) for n in range(8)]
    fresh = sessions(*young, counters=counters(sessions=None), started=100 * DAY - 600)
    assert check(fresh).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(missing={"counters": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.connection_churn").outcome is Outcome.UNKNOWN
