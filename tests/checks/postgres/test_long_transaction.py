"""A transaction that is open for minutes."""

from checks.core import Outcome, Reason, Severity
from checks.postgres.long_transaction import check
from tests.checks.postgres.small import (
    fires,
    not_looked_at,
    postgres,
    quiet,
    session,
    sessions,
)

BATCH = session(8, state="active", transaction_s=1200.0, query_s=0.2, xid_age=54_000)


def test_fires_for_a_batch_in_one_transaction() -> None:
    words = fires(check(sessions(BATCH)))
    assert "transaction open for 20 min" in words and "54,000 transactions began" in words


def test_an_hour_is_high() -> None:
    hour = session(state="active", transaction_s=3600.0, query_s=1.0)
    assert check(sessions(hour)).findings[0].severity is Severity.HIGH


def test_leaves_alone_what_two_others_tell() -> None:
    assert quiet(check(sessions(session(state="idle in transaction", transaction_s=900.0))))
    assert quiet(check(sessions(session(state="active", transaction_s=900.0, query_s=899.0))))


def test_leaves_short_ones_alone() -> None:
    assert quiet(check(sessions(session(state="active", transaction_s=299.0, query_s=1.0))))


def test_nobody_there_a_missing_part_and_not_looked_at() -> None:
    assert check(sessions()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"activity": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.long_transaction").outcome is Outcome.UNKNOWN
