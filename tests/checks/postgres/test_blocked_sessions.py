"""A queue for a lock, and who stands at its head."""

from checks.core import Outcome, Reason
from checks.postgres.blocked_sessions import check
from checks.probes.postgres import Session
from tests.checks.postgres.small import (
    fires,
    not_looked_at,
    postgres,
    quiet,
    session,
    sessions,
)

HEAD = session(1, state="idle in transaction", state_s=400.0, user="admin")


def waiting(pid: int, *by: int, seconds: float = 3.0) -> Session:
    return session(pid, state="active", wait="Lock", query_s=seconds, blocked_by=by)


def test_fires_for_six_and_names_the_head_of_a_chain() -> None:
    chain = [waiting(2, 1), waiting(3, 2, 1), *(waiting(n, 2) for n in range(4, 8))]
    words = fires(check(sessions(HEAD, *chain)))
    assert "6 sessions wait" in words and "session 1 (admin, idle in transaction" in words
    assert "pg_terminate_backend(1)" in words


def test_fires_for_one_that_waits_a_minute() -> None:
    assert "60 s" in fires(check(sessions(HEAD, waiting(2, 1, seconds=60.0))))


def test_a_head_that_is_not_listed_is_still_named() -> None:
    assert "session 99 holds up" in fires(check(sessions(waiting(2, 99, seconds=61.0))))


def test_leaves_a_short_wait_alone() -> None:
    assert quiet(check(sessions(HEAD, *(waiting(n, 1) for n in range(2, 7)))))


def test_leaves_a_free_server_alone() -> None:
    assert quiet(check(sessions(session(), session(12))))


def test_nobody_there_a_missing_part_and_not_looked_at() -> None:
    assert check(sessions(session(state="hidden"))).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"sessions": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.blocked_sessions").outcome is Outcome.UNKNOWN
