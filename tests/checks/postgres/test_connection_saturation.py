"""The server nears the number of sessions that it allows."""

from checks.core import Outcome, Reason, Severity
from checks.postgres.connection_saturation import check
from tests.checks.postgres.small import activity, fires, not_looked_at, postgres, quiet


def test_fires_and_names_who_holds_them() -> None:
    many = activity(sessions=80, by_application={"web": 70, "cron": 10})
    report = check(postgres(activity=many))
    words = fires(report)
    assert "80 of 97 sessions" in words and "'web' (70)" in words
    assert report.findings[0].severity is Severity.MEDIUM


def test_nine_tenths_are_graver() -> None:
    assert check(postgres(activity=activity(sessions=90))).findings[0].severity is Severity.HIGH


def test_reserved_sessions_do_not_count_as_usable() -> None:
    settings = {
        "max_connections": "20",
        "superuser_reserved_connections": "3",
        "reserved_connections": "7",
    }
    assert "8 of 10" in fires(check(postgres(activity=activity(sessions=8), settings=settings)))


def test_leaves_half_alone() -> None:
    assert quiet(check(postgres(activity=activity(sessions=50))))


def test_leaves_many_on_a_large_server_alone() -> None:
    large = postgres(activity=activity(sessions=600), settings={"max_connections": "2000"})
    assert quiet(check(large))


def test_leaves_no_session_at_all_alone() -> None:
    assert quiet(check(postgres(activity=activity(sessions=0, by_state={}, waits={}))))


def test_an_unknown_limit_is_not_judged() -> None:
    assert check(postgres(activity=activity(), settings={})).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(missing={"settings": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.connection_saturation").outcome is Outcome.UNKNOWN
