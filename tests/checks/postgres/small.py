"""Small looks at PostgreSQL, for tests: what a test does not name is as on a healthy, quiet server."""

from dataclasses import replace
from typing import Any
from zlib import crc32

from checks.core import Looks, Outcome, Report
from checks.engine import examine
from checks.probes.postgres import (
    Activity,
    Counters,
    Index,
    Kind,
    Postgres,
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
