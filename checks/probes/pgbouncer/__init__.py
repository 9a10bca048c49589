"""The look at PgBouncer's admin console: SHOW VERSION, CONFIG, POOLS, DATABASES, STATS and LISTS.

It changes nothing: the console's other commands are never sent. A user in `stats_users` is enough. PgBouncer 1.9
and newer; a part that cannot be read is None, with its reason in `PgBouncer.missing`.
"""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from checks.core import Problem
from checks.probes.pgbouncer.console import Console, Row
from checks.probes.pgbouncer.snapshot import Database, PgBouncer, Pool, Traffic
from checks.probes.postgres.reading import Tell, quiet
from checks.probes.postgres.session import dsn, open_session
from checks.probes.postgres.watch import Watch
from checks.redact import redact

__all__ = ["Database", "PgBouncer", "Pool", "Traffic", "between", "look"]

CONSOLE = "pgbouncer"
"""The console's database."""
SETTINGS = frozenset({
    "pool_mode", "max_client_conn", "default_pool_size", "min_pool_size", "reserve_pool_size",
    "reserve_pool_timeout", "max_db_connections", "max_user_connections", "query_wait_timeout",
    "query_timeout", "server_idle_timeout", "server_lifetime", "idle_transaction_timeout",
    "max_prepared_statements", "server_reset_query_always", "ignore_startup_parameters",
})  # fmt: skip


def look(
    url: str, *, timeout_s: float = 5.0, samples: int = 5, apart_s: float = 0.05, tell: Tell = quiet
) -> PgBouncer:
    """Look once.

    Args:
        url: the pooler's address; whatever database it names, the console's is asked.
        timeout_s: seconds for connecting and for each command.
        samples: how many times the pools are sampled, `apart_s` seconds apart.
        tell: hears every command just before it is sent.

    Raises:
        Problem: it cannot be reached, or what answers is not PgBouncer's console.
    """
    opened = open_session(_console(url), timeout_s)
    with closing(opened.connection) as connection, Watch(connection) as watch:
        console = Console(connection, watch, timeout_s, tell)
        version = console.show("VERSION")
        if not version or "bouncer" not in str(next(iter(version[0].values()), "")).lower():
            raise Problem(
                f"{redact(url)} is not PgBouncer's admin console",
                "name PgBouncer's own port and a user of its admin_users or stats_users",
            )
        return replace(
            _read(console, samples, apart_s),
            url=redact(url),
            version=str(next(iter(version[0].values()))).split()[1],
            missing=dict(console.missing),
        )


def between(first: PgBouncer, second: PgBouncer) -> PgBouncer:
    """The second look with the totals as their growth since the first, and `window_s` set.

    Raises:
        Problem: the looks are in the wrong order.
    """
    if second.at <= first.at:
        raise Problem("these two looks cannot be compared", "take the earlier one first")
    earlier = {one.database: one for one in first.traffic or ()}
    grown = second.traffic and tuple(
        _grown(earlier.get(one.database), one) for one in second.traffic
    )
    return replace(second, window_s=second.at - first.at, traffic=grown)


def _console(url: str) -> str:
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    parts: dict[str, Any] = {**conninfo_to_dict(dsn(url)), "dbname": CONSOLE}
    return make_conninfo("", **parts)


def _read(console: Console, samples: int, apart_s: float) -> PgBouncer:
    config = console.show("CONFIG") or ()
    databases, stats = console.show("DATABASES"), console.show("STATS")
    lists = console.show("LISTS")
    seen: list[list[Row]] = []
    for number in range(samples):
        if number:
            time.sleep(apart_s)
        rows = console.show("POOLS")
        if rows is None:
            break
        seen.append(rows)
    return PgBouncer(
        url="",
        at=time.time(),
        samples=len(seen),
        config={
            str(one["key"]): str(one["value"])
            for one in sorted(config, key=lambda one: str(one["key"]))
            if one["key"] in SETTINGS
        },
        pools=_pools(seen) if seen else None,
        databases=None if databases is None else tuple(_database(one) for one in _own(databases)),
        traffic=None if stats is None else tuple(_traffic(one) for one in _own(stats, "database")),
        clients=_clients(lists),
    )


def _own(rows: Sequence[Row], key: str = "name") -> list[Row]:
    """Without the console itself."""
    return [one for one in rows if one[key] != CONSOLE]


def _clients(lists: Sequence[Row] | None) -> int | None:
    counts = {str(one.get("list")): int(one.get("items") or 0) for one in lists or ()}
    return counts.get("used_clients")


def _pools(seen: Sequence[Sequence[Row]]) -> tuple[Pool, ...]:
    groups: dict[tuple[str, str], list[Row]] = {}
    for rows in seen:
        for one in _own(rows, "database"):
            groups.setdefault((str(one["database"]), str(one["user"])), []).append(one)
    return tuple(_pool(*name, rows, len(seen)) for name, rows in sorted(groups.items()))


def _pool(database: str, user: str, rows: Sequence[Row], samples: int) -> Pool:
    def mean(*names: str) -> float:
        return sum(float(one.get(name) or 0) for one in rows for name in names) / samples

    waits = (float(one["maxwait"] or 0) + float(one.get("maxwait_us") or 0) / 1e6 for one in rows)
    return Pool(
        database=database,
        user=user,
        mode=str(rows[-1].get("pool_mode") or ""),
        clients_active=mean("cl_active"),
        clients_waiting=mean("cl_waiting"),
        servers_active=mean("sv_active", "sv_login"),
        servers_idle=mean("sv_idle", "sv_used", "sv_tested"),
        longest_wait_s=max(waits),
    )


def _database(row: Row) -> Database:
    return Database(
        name=str(row["name"]),
        host=str(row.get("host") or ""),
        port=int(row.get("port") or 0),
        database=str(row.get("database") or ""),
        pool_size=int(row.get("pool_size") or 0),
        reserve=int(row.get("reserve_pool_size", row.get("reserve_pool")) or 0),
        most=int(row.get("max_connections") or 0),
        used=int(row.get("current_connections") or 0),
        mode=str(row.get("pool_mode") or ""),
        paused=bool(int(row.get("paused") or 0)),
        disabled=bool(int(row.get("disabled") or 0)),
    )


def _traffic(row: Row) -> Traffic:
    return Traffic(
        database=str(row["database"]),
        transactions=int(row["total_xact_count"]),
        queries=int(row["total_query_count"]),
        query_ms=float(row["total_query_time"]) / 1000,
        transaction_ms=float(row["total_xact_time"]) / 1000,
        wait_ms=float(row["total_wait_time"]) / 1000,
    )


def _grown(before: Traffic | None, after: Traffic) -> Traffic:
    """A total that went down began anew in between: then it stands as it is."""
    if before is None or after.queries < before.queries:
        return after
    return replace(
        after,
        transactions=after.transactions - before.transactions,
        queries=after.queries - before.queries,
        query_ms=after.query_ms - before.query_ms,
        transaction_ms=after.transaction_ms - before.transaction_ms,
        wait_ms=after.wait_ms - before.wait_ms,
    )
