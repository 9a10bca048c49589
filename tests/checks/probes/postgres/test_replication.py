"""A real primary with a real replica, a slot, and a logical subscription: what each sees, and which checks fire."""

import time
from collections.abc import Callable, Iterator

import psycopg
import pytest

from checks.core import Looks, Outcome
from checks.engine import discover, examine
from checks.probes.postgres import Postgres as Seen
from checks.probes.postgres import look
from scaffold.demo.postgres import Postgres
from tests.servers import replica, run, server

LIMITED = "alter system set max_slot_wal_keep_size = '10GB'"
AREA = [name for name in discover() if name.startswith("replication.")]


def problems(seen: Seen) -> set[str]:
    """The checks on replication that found something."""
    results = examine(Looks().with_(seen), AREA)
    return {
        name.partition(".")[2]
        for name, one in results.items()
        if one.report.outcome is Outcome.PROBLEM
    }


def until(url: str, wanted: Callable[[Seen], bool]) -> Seen:
    """Look again and again until it is so."""
    deadline = time.monotonic() + 20
    while True:
        seen = look(url, samples=1, sessions=1)
        if wanted(seen) or time.monotonic() > deadline:
            assert wanted(seen)
            return seen
        time.sleep(0.2)


@pytest.fixture(scope="module")
def primary() -> Iterator[Postgres]:
    """A primary that publishes and limits what is kept for slots."""
    with server({"wal_level": "logical"}) as one:
        run(one.url, "create extension pg_stat_statements", LIMITED, "select pg_reload_conf()",
            "create table t (id bigint primary key, body text)")  # fmt: skip
        yield one


def test_a_healthy_pair_and_what_breaks_it(primary: Postgres) -> None:
    with replica(primary) as copy:
        seen = until(primary.url, lambda one: bool(one.replication and one.replication.standbys))
        assert seen.missing == {} and problems(seen) == set()
        standby = (seen.replication.standbys or ())[0] if seen.replication else None
        assert (
            standby is not None
            and standby.state == "streaming"
            and standby.behind_bytes is not None
        )

        below = look(copy.url)
        assert below.in_recovery and below.missing == {} and problems(below) == set()
        assert below.replication is not None and below.replication.receiver is not None
        assert below.replication.receiver.streaming and below.counters is not None

        run(copy.url, "select pg_wal_replay_pause()")
        run(
            primary.url, "insert into t select i, repeat('x', 500) from generate_series(1, 30000) i"
        )
        assert "receiver_stopped" in problems(look(copy.url))
        late = until(primary.url, lambda one: "lag_bytes" in problems(one))
        assert "lag_bytes" in problems(late)
        run(copy.url, "select pg_wal_replay_resume()")
        until(primary.url, lambda one: problems(one) == set())
    run(
        primary.url,
        "insert into t select i, repeat('x', 900) from generate_series(30001, 150000) i",
    )
    alone = look(primary.url)
    slots = alone.replication.slots if alone.replication else None
    assert slots is not None and not slots[0].active and (slots[0].kept_bytes or 0) > 10**8
    assert problems(alone) == {"inactive_slot"}
    run(primary.url, "select pg_drop_replication_slot('copy')", "truncate t")


def test_no_limit_for_slots_and_a_missing_synchronous_standby(primary: Postgres) -> None:
    run(primary.url, "checkpoint", "select pg_create_physical_replication_slot('later', true)",
        "alter system set max_slot_wal_keep_size = -1",
        "alter system set synchronous_standby_names = 'copy'", "select pg_reload_conf()")  # fmt: skip
    try:
        seen = until(primary.url, lambda one: "copy" in one.settings["synchronous_standby_names"])
        assert problems(seen) == {"slot_without_limit", "synchronous_standby_missing"}
    finally:
        run(primary.url, "alter system reset synchronous_standby_names", LIMITED, "select pg_reload_conf()",
            "select pg_drop_replication_slot('later')")  # fmt: skip


def test_a_published_table_without_a_key_and_a_disabled_subscription(primary: Postgres) -> None:
    run(primary.url, "create table plain (a int)", "create publication p for table plain, t",
        "create database reader", "select pg_create_logical_replication_slot('sub', 'pgoutput')")  # fmt: skip
    reader = primary.url_of("reader")
    run(reader, "create table plain (a int)", "create table t (id bigint primary key, body text)",
        f"create subscription sub connection '{primary.url}' publication p with (create_slot = false)")  # fmt: skip
    try:
        assert "table_without_identity" in problems(look(primary.url))
        working = until(reader, lambda one: problems(one) == set())
        assert (
            working.replication is not None and (working.replication.subscriptions or ())[0].working
        )
        run(reader, "alter subscription sub disable")
        until(reader, lambda one: "subscription_stopped" in problems(one))
    finally:
        run(reader, "alter subscription sub disable", "alter subscription sub set (slot_name = none)",
            "drop subscription sub")  # fmt: skip
        with psycopg.connect(primary.url, autocommit=True) as admin:
            deadline = time.monotonic() + 10
            while time.monotonic() < deadline:
                try:
                    admin.execute("select pg_drop_replication_slot('sub')")
                    break
                except psycopg.errors.ObjectInUse:
                    time.sleep(0.2)
