"""Small looks at PostgreSQL, for tests: what a test does not name is as on a healthy, quiet server."""

from dataclasses import replace
from typing import Any
from zlib import crc32

from checks.core import Looks, Outcome, Report
from checks.engine import examine
from checks.probes.pgbouncer import Database, PgBouncer, Pool, Traffic
from checks.probes.postgres import (
    Activity,
    Column,
    Counters,
    Index,
    Kind,
    Postgres,
    Receiver,
    Replication,
    Session,
    Slot,
    Standby,
    Statement,
    Statements,
    Table,
)

DAY = 86_400.0
HOSTILE = '"; drop table x; --'


def postgres(**changes: Any) -> Postgres:
    """A look at a server that has counted for ten days."""
    quiet = Postgres(
        url="postgresql://app:***@db/shop", at=100 * DAY, started=50 * DAY, version=180004,
        database="shop", user="app",
        settings={"max_connections": "100", "superuser_reserved_connections": "3",
                  "autovacuum_freeze_max_age": "200000000", "shared_buffers": "134217728",
                  "idle_in_transaction_session_timeout": "0"},
        counters=Counters(commits=9, rollbacks=0, blocks_hit=0, blocks_read=0, temp_files=0,
                          temp_bytes=0, deadlocks=0, backends=2, sessions=5, since=90 * DAY),
    )  # fmt: skip
    return replace(quiet, **changes)


def table(name: str = "comments", rows: int = 200_000, **changes: Any) -> Table:
    """A table of about 100 bytes a row."""
    size = max(8192, rows * 100)
    given = {"schema": "public", "name": name, "rows": rows, "bytes": size, "total_bytes": size}
    return Table(**{**given, **changes})


def index(*columns: str, name: str = "", on: str = "comments", **changes: Any) -> Index:
    """A plain btree on these columns."""
    name = name or f"{on}_{'_'.join(columns)}_idx"
    unique = "UNIQUE " if changes.get("unique") or changes.get("primary") else ""
    definition = f"CREATE {unique}INDEX {name} ON public.{on} USING btree ({', '.join(columns)})"
    given = {"schema": "public", "table": on, "name": name, "columns": columns,
             "definition": definition, "bytes": 50_000_000}  # fmt: skip
    return Index(**{**given, **changes})


def key(column: str = "id", on: str = "comments") -> Index:
    """A primary key."""
    return index(
        column, name=f"{on}_pkey", on=on, unique=True, primary=True, constraint=True, scans=9
    )


def statement(text: str, calls: int = 1000, mean_ms: float = 10.0, **changes: Any) -> Statement:
    """A reading statement that gives one row a call."""
    given = {"id": str(crc32(text.encode())), "text": text, "kind": Kind.READ, "calls": calls,
             "exec_ms": calls * mean_ms, "rows": calls, "blocks_hit": calls, "blocks_read": 0}  # fmt: skip
    return Statement(**{**given, **changes})


def statements(*rows: Statement, **changes: Any) -> Statements:
    """Statistics over an hour."""
    ordered = tuple(sorted(rows, key=lambda one: (-one.exec_ms, one.id)))
    work = [one for one in ordered if one.kind is not Kind.OTHER]
    given = {"rows": ordered, "calls": sum(one.calls for one in work),
             "exec_ms": sum(one.exec_ms for one in work), "distinct": len(ordered), "window_s": 3600.0}  # fmt: skip
    return Statements(**{**given, **changes})


def activity(sessions: int = 10, **changes: Any) -> Activity:
    """Idle sessions, one at work."""
    given = {"samples": 5, "sessions": sessions, "by_state": {"idle": sessions - 1.0, "active": 1.0},
             "waits": {"CPU": 1.0}, "longest_transaction_s": 0.1, "longest_idle_in_transaction_s": 0.0}  # fmt: skip
    return Activity(**{**given, **changes})


def sessions(*listed: Session, **changes: Any) -> Postgres:
    """A look at a server with these sessions."""
    seen = activity(sessions=len(listed), listed=listed)
    return postgres(**{"activity": seen, **changes})


def session(pid: int = 11, **changes: Any) -> Session:
    """A session that has been idle for a second."""
    given = {"pid": pid, "user": "app", "database": "shop", "application": "web", "state": "idle",
             "age_s": 3000.0, "state_s": 1.0}  # fmt: skip
    return Session(**{**given, **changes})


def counters(**changes: Any) -> Counters:
    """Counters of ten days in which nothing happened."""
    given = {"commits": 9, "rollbacks": 0, "blocks_hit": 0, "blocks_read": 0, "temp_files": 0,
             "temp_bytes": 0, "deadlocks": 0, "backends": 2, "sessions": 5, "since": 90 * DAY}  # fmt: skip
    return Counters(**{**given, **changes})


def settings(**changes: str) -> Postgres:
    """A look at a server with these settings beside the usual ones."""
    return postgres(settings={**postgres().settings, **changes})


def column(name: str, on: str = "comments", **changes: Any) -> Column:
    """A column of eight bytes with statistics."""
    given = {"schema": "public", "table": on, "name": name, "distinct": -1.0, "width": 8}
    return Column(**{**given, **changes})


def copies(*there: Standby | Slot | Receiver, **changes: Any) -> Postgres:
    """A look at a server with these standbys and slots, or at a replica with this receiver."""
    replication = Replication(
        standbys=tuple(one for one in there if isinstance(one, Standby)),
        slots=tuple(one for one in there if isinstance(one, Slot)),
        subscriptions=(),
        receiver=next((one for one in there if isinstance(one, Receiver)), None),
    )
    return postgres(**{"replication": replication, **changes})


def standby(**changes: Any) -> Standby:
    """A standby in step."""
    given = {
        "name": "replica1",
        "state": "streaming",
        "sync": "async",
        "behind_bytes": 0,
        "lag_s": 0.01,
    }
    return Standby(**{**given, **changes})


def slot(**changes: Any) -> Slot:
    """A slot that is read."""
    given = {
        "name": "replica1",
        "kind": "physical",
        "active": True,
        "kept_bytes": 1000,
        "status": "reserved",
    }
    return Slot(**{**given, **changes})


def pgbouncer(**changes: Any) -> PgBouncer:
    """A look at a quiet PgBouncer 1.22 in transaction mode, set up well."""
    quiet = PgBouncer(
        url="postgresql://stats:***@pool:6432/pgbouncer", at=100 * DAY, version="1.22.1", samples=5,
        config={"pool_mode": "transaction", "max_client_conn": "500", "default_pool_size": "20",
                "query_wait_timeout": "15", "idle_transaction_timeout": "60", "max_prepared_statements": "200"},
        pools=(pool(),), databases=(database(),), traffic=(traffic(),), clients=40,
    )  # fmt: skip
    return replace(quiet, **changes)


def pool(**changes: Any) -> Pool:
    """A pool with sessions to spare."""
    given = {"database": "shop", "user": "app", "mode": "transaction", "clients_active": 4.0,
             "servers_active": 4.0, "servers_idle": 6.0}  # fmt: skip
    return Pool(**{**given, **changes})


def database(**changes: Any) -> Database:
    """A database with a pool of 20 and no cap."""
    return Database(**{**{"name": "shop", "pool_size": 20}, **changes})


def traffic(**changes: Any) -> Traffic:
    """Ten thousand transactions that hardly waited."""
    given = {"database": "shop", "transactions": 10_000, "queries": 30_000, "query_ms": 60_000.0,
             "transaction_ms": 90_000.0, "wait_ms": 100.0}  # fmt: skip
    return Traffic(**{**given, **changes})


def fires(report: Report) -> str:
    """The messages and remedies of a report that found something and judged a real sample."""
    assert report.outcome is Outcome.PROBLEM and report.findings, report
    assert report.examined > 0 and report.total >= report.examined >= 0
    assert all(one.message and one.remedy and one.facts for one in report.findings)
    return "\n".join(f"{one.message}\n{one.remedy}" for one in report.findings)


def quiet(report: Report) -> bool:
    """Whether the report is OK on a real sample."""
    return report.outcome is Outcome.OK and report.examined > 0 and not report.findings


def not_looked_at(name: str) -> Report:
    """What the engine says of this check when there is no look at PostgreSQL."""
    return examine(Looks(), only=[name])[name].report
