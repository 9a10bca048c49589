"""Pools that together want more than the server has."""

from checks.core import Outcome, Reason, Report
from checks.pgbouncer.more_than_the_server_takes import check
from checks.probes.pgbouncer import Database, Pool
from tests.checks.postgres.small import (
    database,
    fires,
    not_looked_at,
    pgbouncer,
    pool,
    postgres,
    quiet,
)


def run(*pools: Pool, databases: tuple[Database, ...] = (database(),)) -> Report:
    return check(pgbouncer(pools=pools, databases=databases), postgres())


SIX = [pool(user=f"user{n}") for n in range(6)]


def test_fires_over_all_users() -> None:
    words = fires(run(*SIX))
    assert "6 pools may open 120 sessions together, the server has 97" in words
    assert "max_db_connections = 77" in words


def test_the_reserve_counts() -> None:
    fires(run(*SIX[:4], databases=(database(reserve=5),)))


def test_leaves_a_cap_alone() -> None:
    assert quiet(run(*SIX, databases=(database(most=60),)))


def test_leaves_few_pools_alone() -> None:
    assert quiet(run(*SIX[:4]))


def test_unknown_a_missing_part_and_not_looked_at() -> None:
    assert run().reason is Reason.INSUFFICIENT
    assert check(pgbouncer(), postgres(settings={})).reason is Reason.INSUFFICIENT
    assert check(pgbouncer(missing={"pools": "x"}), postgres()).reason is Reason.ERROR
    assert check(pgbouncer(), postgres(missing={"settings": "x"})).reason is Reason.ERROR
    assert not_looked_at("pgbouncer.more_than_the_server_takes").outcome is Outcome.UNKNOWN
