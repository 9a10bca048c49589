"""A pooler that shares nothing."""

from checks.core import Outcome, Reason, Report
from checks.pgbouncer.session_mode import check
from tests.checks.postgres.small import fires, not_looked_at, pgbouncer, pool, quiet


def run(mode: str = "session", **changes: object) -> Report:
    given = {"clients_active": 40.0, "servers_active": 40.0, **changes}
    return check(pgbouncer(pools=(pool(mode=mode, **given),)))


def test_fires_when_each_client_holds_a_session() -> None:
    words = fires(run())
    assert "40 clients hold 40 server sessions" in words and "pool_mode=transaction" in words


def test_the_configurations_mode_counts_where_a_pool_has_none() -> None:
    seen = pgbouncer(
        pools=(pool(mode="", clients_active=40.0, servers_active=40.0),),
        config={"pool_mode": "session"},
    )
    fires(check(seen))


def test_leaves_few_clients_and_short_lived_ones_alone() -> None:
    assert quiet(run(clients_active=9.0, servers_active=9.0))
    assert quiet(run(servers_active=10.0))


def test_transaction_mode_no_pool_a_missing_part_and_not_looked_at() -> None:
    assert run("transaction").outcome is Outcome.NOT_APPLICABLE
    assert check(pgbouncer(pools=())).reason is Reason.INSUFFICIENT
    assert check(pgbouncer(missing={"pools": "x"})).reason is Reason.ERROR
    assert not_looked_at("pgbouncer.session_mode").outcome is Outcome.UNKNOWN
