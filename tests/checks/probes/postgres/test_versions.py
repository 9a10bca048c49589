"""The same look and the same checks on PostgreSQL 12, 15 and 18; old servers are fetched only when asked for."""

import time

import psycopg
import pytest

from checks.core import Outcome, Reason
from checks.probes.postgres import between, look
from tests.checks.probes.postgres.test_robust import SHOP, errors, reports
from tests.servers import run, server

SINCE = {"wal_per_call": 13, "full_page_images": 14, "slot_lost": 13}
"""Checks that need a newer server than 12, and from which on they can judge."""


@pytest.mark.parametrize("version", ["12", "15", "18"])
def test_the_whole_look_on_this_version(version: str) -> None:
    with server({"track_io_timing": "on", "wal_level": "logical"}, version) as one:
        run(one.url, SHOP, "create publication p for table orders",
            "select pg_create_logical_replication_slot('cdc', 'pgoutput')")  # fmt: skip
        first = look(one.url)
        with psycopg.connect(one.url, autocommit=True) as work:
            for number in range(150):
                work.execute("select * from orders where user_id = %s", (number,)).fetchall()
                work.execute("update orders set total = total + 1 where id = %s", (number,))
        time.sleep(0.7)
        second = look(one.url)
    assert first.missing == {} and second.missing == {}
    assert second.version // 10_000 == int(version)
    window = between(first, second)
    assert window.statements is not None and window.statements.calls == 300
    assert all(each.squares_ms2 is not None for each in window.statements.rows)
    assert window.wal is not None and (window.wal.written or 0) > 10_000
    table = second.table("public", "orders")
    assert table is not None and table.published and table.primary_key and table.width == 3
    assert second.replication is not None and second.replication.slots is not None
    assert second.replication.slots[0].kept_bytes is not None
    found = reports(second)
    assert errors(found) == set()
    for name, since in SINCE.items():
        report = next(one for key, one in found.items() if key.endswith(f".{name}"))
        too_old = int(version) < since
        assert not too_old or report.reason is Reason.INSUFFICIENT, name
    assert found["postgres.no_primary_key"].outcome is Outcome.OK


@pytest.mark.parametrize("version", ["12", "15"])
def test_a_plain_user_on_this_version(version: str) -> None:
    with server(None, version) as one:
        run(one.url, SHOP, "create role plain login password 'plain'")
        seen = look(one.url.replace("postgres:postgres@", "plain:plain@"))
    withheld = {"wal_folder"} | ({"subscriptions"} if version == "12" else set())
    assert set(seen.missing) == withheld and not seen.sees_all
    stopped = {"wal_folder"} | ({"subscription_stopped"} if version == "12" else set())
    assert errors(reports(seen)) == stopped
