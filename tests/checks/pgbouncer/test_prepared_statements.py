"""Prepared statements behind a pooler."""

from checks.core import Outcome, Reason, Report
from checks.pgbouncer.prepared_statements import check
from tests.checks.postgres.small import fires, not_looked_at, pgbouncer, pool, quiet


def run(version: str, kept: str | None, mode: str = "transaction") -> Report:
    config = {"pool_mode": mode, **({} if kept is None else {"max_prepared_statements": kept})}
    return check(pgbouncer(version=version, config=config, pools=(pool(mode=mode),)))


def test_fires_for_debian_12s() -> None:
    words = fires(run("1.18.0", None))
    assert "it is older than 1.21" in words and "statement_cache_size=0" in words


def test_fires_when_switched_off() -> None:
    assert "max_prepared_statements = 200" in fires(run("1.22.1", "0"))


def test_leaves_it_alone_when_they_are_carried() -> None:
    assert quiet(run("1.21.0", "100"))
    assert quiet(run("2.0.0", "200"))


def test_session_mode_unknown_a_missing_part_and_not_looked_at() -> None:
    assert run("1.18.0", None, "session").outcome is Outcome.NOT_APPLICABLE
    assert run("", "0").reason is Reason.INSUFFICIENT
    assert check(pgbouncer(missing={"config": "x"})).reason is Reason.ERROR
    assert not_looked_at("pgbouncer.prepared_statements").outcome is Outcome.UNKNOWN
