"""How long a client waits before it is told that there is no session."""

from checks.core import Outcome, Reason, Report
from checks.pgbouncer.query_wait_timeout import check
from tests.checks.postgres.small import fires, not_looked_at, pgbouncer, quiet


def run(limit: str) -> Report:
    return check(pgbouncer(config={"query_wait_timeout": limit}))


def test_fires_for_the_default() -> None:
    assert "query_wait_timeout is 120 s" in fires(run("120"))


def test_fires_without_a_limit() -> None:
    assert "is no limit" in fires(run("0"))


def test_leaves_a_minute_and_less_alone() -> None:
    assert quiet(run("60"))
    assert quiet(run("5"))


def test_unknown_a_missing_part_and_not_looked_at() -> None:
    assert check(pgbouncer(config={})).reason is Reason.INSUFFICIENT
    assert check(pgbouncer(missing={"config": "x"})).reason is Reason.ERROR
    assert not_looked_at("pgbouncer.query_wait_timeout").outcome is Outcome.UNKNOWN
