"""Who holds vacuum's horizon."""

from checks.core import Outcome, Reason, Severity
from checks.postgres.vacuum_held_back import check
from checks.probes.postgres import Prepared
from tests.checks.postgres.small import (
    copies,
    fires,
    not_looked_at,
    postgres,
    quiet,
    session,
    sessions,
    slot,
    standby,
)

OLD = 2_000_000


def test_fires_for_a_session() -> None:
    words = fires(check(sessions(session(5, state="idle in transaction", xid_age=OLD))))
    assert "session 5 (app, idle in transaction)" in words and "pg_terminate_backend(5)" in words


def test_fires_for_a_prepared_transaction() -> None:
    left = Prepared(name="o'x", database="shop", age_s=9.0, xid_age=OLD)
    assert "ROLLBACK PREPARED 'o''x';" in fires(check(postgres(prepared=(left,))))


def test_fires_for_a_slot_and_a_standby() -> None:
    words = fires(check(copies(slot(xid_age=OLD), standby(xid_age=OLD))))
    assert "replication slot replica1" in words and "hot_standby_feedback" in words


def test_half_of_the_freeze_age_is_high() -> None:
    report = check(copies(slot(xid_age=100_000_000)))
    assert report.findings[0].severity is Severity.HIGH


def test_leaves_young_horizons_alone() -> None:
    assert quiet(check(sessions(session(xid_age=900_000), session(12))))


def test_without_the_right_it_does_not_say_ok() -> None:
    assert check(postgres(sees_all=False)).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(missing={"slots": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.vacuum_held_back").outcome is Outcome.UNKNOWN
