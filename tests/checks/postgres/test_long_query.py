"""A statement that runs for a minute."""

from checks.core import Outcome, Reason, Severity
from checks.postgres.long_query import check
from tests.checks.postgres.small import (
    fires,
    not_looked_at,
    postgres,
    quiet,
    session,
    sessions,
)


def test_fires_with_pid_wait_and_the_way_to_end_it() -> None:
    report = check(sessions(session(77, state="active", query_s=90.0, wait="IO"), session()))
    words = fires(report)
    assert "session 77 (app of 'web') runs one statement for 90 s, waiting for IO" in words
    assert "pg_cancel_backend(77)" in words and "ALTER ROLE app" in words
    assert report.findings[0].severity is Severity.MEDIUM and report.examined == 2


def test_five_minutes_are_high_and_names_are_quoted() -> None:
    report = check(sessions(session(state="active", query_s=300.0, user="Bob")))
    assert report.findings[0].severity is Severity.HIGH and 'ROLE "Bob"' in fires(report)


def test_leaves_short_ones_and_idle_ones_alone() -> None:
    assert quiet(check(sessions(session(state="active", query_s=59.0))))
    assert quiet(check(sessions(session(state="idle", query_s=None, state_s=9000.0))))


def test_hidden_sessions_are_no_evidence() -> None:
    assert check(sessions(session(state="hidden"))).reason is Reason.INSUFFICIENT
    partly = check(sessions(session(), session(12, state="hidden")))
    assert quiet(partly) and (partly.examined, partly.total) == (1, 2)


def test_nobody_there_a_missing_part_and_not_looked_at() -> None:
    assert check(sessions()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"sessions": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.long_query").outcome is Outcome.UNKNOWN
