"""Sessions that nobody has used for an hour."""

from checks.core import Outcome, Reason
from checks.postgres.idle_sessions import check
from tests.checks.postgres.small import (
    fires,
    not_looked_at,
    postgres,
    quiet,
    session,
    sessions,
)

OLD = [session(n, state_s=7200.0) for n in range(12)]


def test_fires_with_their_owner() -> None:
    words = fires(check(sessions(*OLD, session(99))))
    assert "12 of 13 sessions" in words and "12 are of app 'web'" in words and "2 h" in words


def test_leaves_a_few_spare_ones_alone() -> None:
    assert quiet(check(sessions(*OLD[:9])))


def test_leaves_alone_when_most_are_in_use() -> None:
    assert quiet(check(sessions(*OLD, *(session(n) for n in range(20, 40)))))


def test_leaves_fresh_ones_alone() -> None:
    assert quiet(check(sessions(*(session(n, state_s=3599.0) for n in range(30)))))


def test_nobody_there_a_missing_part_and_not_looked_at() -> None:
    assert check(sessions()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"activity": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.idle_sessions").outcome is Outcome.UNKNOWN
