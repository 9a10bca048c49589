"""A pool without sessions to spare."""

from checks.core import Outcome, Reason, Report
from checks.pgbouncer.pool_nearly_full import check
from tests.checks.postgres.small import (
    database,
    fires,
    not_looked_at,
    pgbouncer,
    pool,
    quiet,
)


def run(active: float, size: int = 20) -> Report:
    seen = pgbouncer(
        pools=(pool(servers_active=active, clients_active=active),),
        databases=(database(pool_size=size),),
    )
    return check(seen)


def test_fires_from_nine_tenths() -> None:
    assert "18.4 of 20 server sessions are at work (92 %)" in fires(run(18.4))


def test_leaves_room_alone() -> None:
    assert quiet(run(17.0))


def test_a_tiny_pool_is_not_judged() -> None:
    assert run(4.0, size=4).reason is Reason.INSUFFICIENT


def test_no_pool_a_missing_part_and_not_looked_at() -> None:
    assert check(pgbouncer(pools=())).reason is Reason.INSUFFICIENT
    assert check(pgbouncer(pools=None)).reason is Reason.INSUFFICIENT
    assert check(pgbouncer(missing={"databases": "x"})).reason is Reason.ERROR
    assert not_looked_at("pgbouncer.pool_nearly_full").outcome is Outcome.UNKNOWN
