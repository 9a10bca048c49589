"""The look at a real PgBouncer's console, and through it at the database behind."""

import socket
import threading
import time

import psycopg
import pytest

from checks.core import Looks, Outcome, Problem
from checks.engine import discover, examine
from checks.probes import pgbouncer as probe
from checks.probes import postgres
from tests.pooler import pgbouncer


def console(pooled: str) -> str:
    """The pooler's address for the user that may only see."""
    return f"postgresql://stats:s@{pooled.rpartition('@')[2]}"


def test_sees_pools_databases_totals_and_clients(database: str) -> None:
    with (
        pgbouncer(database, default_pool_size=7) as pooled,
        psycopg.connect(pooled, prepare_threshold=None) as one,
    ):
        for _ in range(20):
            one.execute("select 1")
            one.commit()
        seen = probe.look(console(pooled))
    assert seen.missing == {} and seen.version.count(".") >= 1 and seen.samples == 5
    (only,) = seen.databases or ()
    assert only.pool_size == 7 and not only.paused
    (pool,) = seen.pools or ()
    assert pool.mode == "transaction" and pool.clients_active == 1 and pool.servers >= 1
    assert (seen.clients or 0) >= 2 and seen.config["query_wait_timeout"] == "120"
    assert "s@" not in seen.url and "***" in seen.url


def test_sees_a_queue_and_the_checks_name_it(database: str) -> None:
    with pgbouncer(database, default_pool_size=1) as pooled:
        holder = psycopg.connect(pooled, prepare_threshold=None)
        holder.execute("select 1")
        others = [threading.Thread(target=_ask, args=(pooled,)) for _ in range(3)]
        for one in others:
            one.start()
        time.sleep(1.3)
        seen = probe.look(console(pooled))
        holder.rollback()
        for one in others:
            one.join()
        holder.close()
    results = examine(Looks().with_(seen), ["pgbouncer.clients_waiting"])
    report = results["pgbouncer.clients_waiting"].report
    assert report.outcome is Outcome.PROBLEM and "3 clients wait" in report.findings[0].message


def _ask(url: str) -> None:
    with psycopg.connect(url, prepare_threshold=None) as one:
        one.execute("select 1")


def test_the_difference_of_two_looks(database: str) -> None:
    with pgbouncer(database) as pooled:
        first = probe.look(console(pooled))
        with psycopg.connect(pooled, prepare_threshold=None, autocommit=True) as one:
            for _ in range(30):
                one.execute("select 1")
        second = probe.look(console(pooled))
        grown = probe.between(first, second)
    (traffic,) = grown.traffic or ()
    assert traffic.transactions == 30 and grown.window_s and grown.window_s > 0
    with pytest.raises(Problem):
        probe.between(second, first)


def test_every_check_answers_on_a_fresh_pooler(database: str) -> None:
    with pgbouncer(database) as pooled:
        seen = probe.look(console(pooled))
    names = [name for name, one in discover().items() if probe.PgBouncer in one.needs]
    assert len(names) >= 10
    for name, result in examine(Looks().with_(seen, postgres.look(database)), names).items():
        assert result.report.note or result.report.findings, name


@pytest.mark.parametrize("mode", ["transaction", "session"])
def test_the_database_is_seen_through_the_pooler(database: str, mode: str) -> None:
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("create extension pg_stat_statements")
        admin.execute("create table shop (id int primary key)")
    with pgbouncer(database, pool_mode=mode) as pooled:
        seen = postgres.look(pooled)
        again = postgres.look(pooled)
    assert seen.missing == {} and seen.pooled and not postgres.look(database).pooled
    assert seen.table("public", "shop") is not None and seen.statements is not None
    assert postgres.between(seen, again).window_s


def test_in_statement_mode_it_says_what_is_wrong(database: str) -> None:
    with pgbouncer(database, pool_mode="statement") as pooled, pytest.raises(Problem) as caught:
        postgres.look(pooled)
    assert "read-only transaction" in caught.value.message and "pooler" in caught.value.remedy


def test_a_database_is_not_taken_for_a_pooler(database: str) -> None:
    with pytest.raises(Problem):
        probe.look(database)


def test_a_user_who_may_not_see_the_console(database: str) -> None:
    with pgbouncer(database) as pooled, pytest.raises(Problem) as caught:
        probe.look(pooled.replace("postgres:postgres@", "weak:weak@"))
    assert caught.value.remedy and "weak:weak" not in caught.value.message


def test_a_console_that_hangs_ends_in_time() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)
        begun = time.monotonic()
        with pytest.raises(Problem):
            probe.look(f"postgresql://a:b@127.0.0.1:{silent.getsockname()[1]}/x", timeout_s=1.0)
    assert time.monotonic() - begun < 4
