"""Clients that forget their transaction."""

from checks.core import Outcome, Reason, Report
from checks.pgbouncer.idle_transaction_timeout import check
from tests.checks.postgres.small import fires, not_looked_at, pgbouncer, pool, quiet


def run(limit: str, mode: str = "transaction") -> Report:
    seen = pgbouncer(
        config={"idle_transaction_timeout": limit, "pool_mode": mode}, pools=(pool(mode=mode),)
    )
    return check(seen)


def test_fires_for_the_default() -> None:
    assert "idle_transaction_timeout = 60 in pgbouncer.ini" in fires(run("0"))


def test_leaves_a_limit_alone() -> None:
    assert quiet(run("60"))
    assert quiet(run("600"))


def test_session_mode_unknown_a_missing_part_and_not_looked_at() -> None:
    assert run("0", "session").outcome is Outcome.NOT_APPLICABLE
    assert check(pgbouncer(config={})).reason is Reason.INSUFFICIENT
    assert check(pgbouncer(missing={"config": "x"})).reason is Reason.ERROR
    assert not_looked_at("pgbouncer.idle_transaction_timeout").outcome is Outcome.UNKNOWN
