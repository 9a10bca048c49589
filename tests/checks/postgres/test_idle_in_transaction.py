"""A session that waits inside an open transaction."""

from checks.core import Outcome, Reason, Severity
from checks.postgres.idle_in_transaction import check
from tests.checks.postgres.small import activity, fires, not_looked_at, postgres, quiet

STATES = {"idle": 5.0, "idle in transaction": 2.0, "active": 3.0}


def test_fires_with_the_setting_that_ends_it() -> None:
    lazy = activity(longest_idle_in_transaction_s=42.0, by_state=STATES)
    report = check(postgres(activity=lazy, database="My Shop"))
    words = fires(report)
    assert 'ALTER DATABASE "My Shop" SET idle_in_transaction_session_timeout' in words
    assert "2 sessions" in words and "sets no limit" in words
    assert report.findings[0].severity is Severity.MEDIUM


def test_five_minutes_are_graver() -> None:
    report = check(postgres(activity=activity(longest_idle_in_transaction_s=301.0)))
    assert report.findings[0].severity is Severity.HIGH


def test_leaves_short_waits_alone() -> None:
    brief = activity(longest_idle_in_transaction_s=2.0, by_state=STATES)
    assert quiet(check(postgres(activity=brief)))


def test_leaves_idle_sessions_alone() -> None:
    assert quiet(check(postgres(activity=activity(sessions=90))))


def test_leaves_long_running_work_alone() -> None:
    assert quiet(check(postgres(activity=activity(longest_transaction_s=900.0))))


def test_no_session_and_hidden_sessions_are_not_judged() -> None:
    nobody = activity(sessions=0, by_state={}, waits={})
    hidden = activity(hidden=10, by_state={"hidden": 10.0})
    for one in (nobody, hidden):
        assert check(postgres(activity=one)).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(missing={"activity": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.idle_in_transaction").outcome is Outcome.UNKNOWN
