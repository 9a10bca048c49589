"""Whether `query_index` does its job: every index is there, valid, and used. Reads only, in a read-only session."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checks.core import Problem
from checks.redact import redact
from scaffold.core import Value
from scaffold.ledger import read
from scaffold.verify.targets import Targets

if TYPE_CHECKING:
    import psycopg

Seen = tuple[str, bool, str]
OPTIONS = "-c default_transaction_read_only=on -c statement_timeout=5000 -c lock_timeout=1000"
MOST = 200
"""The busiest recorded statements whose plans are asked for."""
PLANNED = re.compile(r"\s*(select|with|update|delete|insert)\b", re.IGNORECASE)
GENERIC = 160000
"""EXPLAIN (GENERIC_PLAN) plans a statement without its values from PostgreSQL 16 on."""
FOUND = """
    SELECT i.indisvalid, coalesce(s.idx_scan, 0)
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace
    LEFT JOIN pg_stat_all_indexes s ON s.indexrelid = i.indexrelid
    WHERE c.relname = %s AND t.relname = %s AND (%s = '' OR n.nspname = %s)
"""
RECORDED = """
    SELECT query FROM pg_stat_statements
    WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    ORDER BY total_exec_time DESC LIMIT %s
"""


def probe(root: Path, targets: Targets) -> tuple[Seen, ...]:
    """Look each built index up; where it was not scanned yet, ask for the plans of the recorded statements.

    Raises:
        Problem: no database was named, or it cannot be reached.
    """
    if not targets.database_url:
        raise Problem("the database was not named", "add --database-url URL")
    import psycopg

    held = read(root).rung("query_index")
    built = held.receipt.answers.get("indexes") if held else None
    wanted = [one for one in built if isinstance(one, dict)] if isinstance(built, list) else []
    try:
        with psycopg.connect(
            targets.database_url, autocommit=True, connect_timeout=5, options=OPTIONS
        ) as connection:
            return tuple(seen for one in wanted for seen in _judge(connection, one))
    except psycopg.OperationalError as error:
        raise Problem(
            redact(f"{targets.database_url} cannot be reached: {error}"), "check the address"
        ) from None


def _judge(connection: "psycopg.Connection", index: Mapping[str, Value]) -> Iterator[Seen]:
    name, table, schema = (str(index.get(key) or "") for key in ("name", "table", "schema"))
    row = connection.execute(FOUND, (name, table, schema, schema)).fetchone()
    if row is None:
        yield f"{name} is there", False, f"no index of that name on {table}: run its migration"
        return
    valid, scans = row
    yield (
        f"{name} is valid",
        bool(valid),
        "valid" if valid else "its build was interrupted: run it again",
    )
    if scans:
        yield f"{name} is used", True, f"{scans} scans so far"
    elif valid:
        users = sum(1 for plan in _plans(connection, table) if name in plan)
        seen = f"no scan yet; {users} of the recorded statements would use it"
        yield f"{name} is used", users > 0, seen


def _plans(connection: "psycopg.Connection", table: str) -> Iterator[str]:
    """The plans of the recorded statements that name the table, planned for any value; none is run."""
    import psycopg

    if connection.info.server_version < GENERIC:
        return
    try:
        recorded = [str(text) for (text,) in connection.execute(RECORDED, (MOST,))]
    except psycopg.Error:
        return
    for text in recorded:
        if PLANNED.match(text) and table in text and ";" not in text:
            try:
                rows: list[Any] = connection.execute(
                    f"EXPLAIN (GENERIC_PLAN) {text}".encode()
                ).fetchall()
            except psycopg.Error:
                continue
            yield "\n".join(str(line) for (line,) in rows)
