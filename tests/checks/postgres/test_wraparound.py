"""The age of the oldest transaction."""

from checks.core import Outcome, Reason, Severity
from checks.postgres.wraparound import check
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet, table


def test_fires_and_names_the_oldest_tables() -> None:
    old = table("events", xid_age=450_000_000)
    report = check(postgres(xid_age=450_000_000, tables=(table(), old)))
    words = fires(report)
    assert "VACUUM (FREEZE, VERBOSE) events;" in words and "comments" not in words
    assert report.findings[0].severity is Severity.HIGH


def test_near_the_end_it_is_critical() -> None:
    assert check(postgres(xid_age=1_500_000_000)).findings[0].severity is Severity.CRITICAL


def test_a_switched_off_autovacuum_is_named() -> None:
    off = postgres(xid_age=500_000_000, settings={"autovacuum": "off"})
    assert "autovacuum is off" in fires(check(off))


def test_leaves_a_young_one_alone() -> None:
    assert quiet(check(postgres(xid_age=5_000_000)))


def test_leaves_alone_what_autovacuum_is_about_to_do() -> None:
    assert quiet(check(postgres(xid_age=250_000_000)))


def test_leaves_a_raised_limit_alone() -> None:
    raised = {"autovacuum_freeze_max_age": "600000000"}
    assert quiet(check(postgres(xid_age=900_000_000, settings=raised)))


def test_a_raised_limit_does_not_hide_the_end() -> None:
    raised = {"autovacuum_freeze_max_age": "1500000000"}
    fires(check(postgres(xid_age=1_450_000_000, settings=raised)))


def test_an_unknown_age_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"xid_age": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.wraparound").outcome is Outcome.UNKNOWN
