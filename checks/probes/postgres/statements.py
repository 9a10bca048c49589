"""pg_stat_statements (PostgreSQL 12 to 18): the busiest statements of this database, and their sums."""

import re
from collections.abc import Sequence
from typing import Any

from checks.literals import without_literals
from checks.probes.postgres.reading import MARK, Reading
from checks.probes.postgres.traffic import Kind, Statement, Statements

LISTED = 1000
TEXT_LENGTH = 10_000
CONSTANT = re.compile(r"['\"]|--|/\*|\$\D|(?<![\w$])\d")
"""What the server did not put $1 for: then the text is read through (most texts are not)."""
NOT_INSTALLED = (
    "pg_stat_statements is not installed in this database: add it to shared_preload_libraries,"
    " restart, and run `create extension pg_stat_statements`"
)
NOT_LOADED = (
    "pg_stat_statements is created but not loaded: add it to shared_preload_libraries and restart"
)

_INSTALLED = """
select quote_ident(n.nspname)
from pg_extension e join pg_namespace n on n.oid = e.extnamespace
where e.extname = 'pg_stat_statements'"""

_COLUMNS = """
select a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
join pg_extension e on e.extnamespace = c.relnamespace and e.extname = 'pg_stat_statements'
where c.relname = 'pg_stat_statements' and a.attnum > 0"""

# `toplevel` (PostgreSQL 14) keeps a function's inner statements from being counted twice.
_ROWS = """
with mine as (
  select s.* from {schema}.pg_stat_statements s
  where s.dbid = (select oid from pg_database where datname = current_database()) {toplevel}
    and coalesce(s.query, '') not like {mark}
), grouped as (
  select coalesce(queryid::text, 'hidden') as id, min(left(query, {length})) as query, sum(calls) as calls,
    sum({time}) as ms, sum(rows) as rows, sum(shared_blks_hit) as hit, sum(shared_blks_read) as read,
    sum(temp_blks_written) as temp, sum({wal}) as wal, sum(calls * ({deviation} ^ 2 + {mean} ^ 2)) as squares
  from mine group by 1
)
select id, query, calls::float8, ms::float8, rows::float8, hit::float8, read::float8, temp::float8,
  wal::float8, squares::float8, count(*) over (), sum(ms) over ()
from grouped order by ms desc, id limit {limit}"""

_SINCE = """
select extract(epoch from clock_timestamp() - stats_reset)::float8
from {schema}.pg_stat_statements_info"""


def read(reading: Reading) -> Statements | None:
    """The statements, or None with the reason in `reading.missing["statements"]`."""
    schema = _schema(reading)
    if schema is None:
        return None
    found = reading.rows("statements", _COLUMNS)
    columns = {str(row[0]) for row in found or ()}
    query = _ROWS.format(
        schema=schema,
        toplevel="and s.toplevel" if "toplevel" in columns else "",
        time="total_exec_time" if "total_exec_time" in columns else "total_time",
        wal="wal_bytes" if "wal_bytes" in columns else "0",
        deviation="stddev_exec_time" if "stddev_exec_time" in columns else "stddev_time",
        mean="mean_exec_time" if "mean_exec_time" in columns else "mean_time",
        mark=f"'%{MARK}%'",
        length=TEXT_LENGTH,
        limit=LISTED,
    )
    rows = reading.rows("statements", query)
    if rows is None:
        _name_the_cause(reading)
        return None
    return _statements(rows, _window_s(reading, schema) if "toplevel" in columns else None)


def kind_of(text: str) -> Kind:
    """Read, write or other, by the statement's words outside comments."""
    words = re.sub(r"/\*.*?\*/|--[^\n]*", " ", text, flags=re.DOTALL).lower().lstrip(" (\t\r\n")
    first = words.split(None, 1)[0] if words else ""
    if first in {"insert", "update", "delete", "merge"}:
        return Kind.WRITE
    if first == "copy":
        return Kind.WRITE if re.search(r"\bfrom\b", words) and "select" not in words else Kind.READ
    if first not in {"select", "with", "values", "table"}:
        return Kind.OTHER
    changes = r"\bfor\s+(no\s+key\s+)?(update|share|key\s+share)\b|\b(insert\s+into|delete\s+from|update\s+\S+\s+set)\b"
    return Kind.WRITE if re.search(changes, words) else Kind.READ


def _schema(reading: Reading) -> str | None:
    installed = reading.rows("statements", _INSTALLED)
    if installed:
        return str(installed[0][0])
    reading.missing.setdefault("statements", NOT_INSTALLED)
    return None


def _window_s(reading: Reading, schema: str) -> float | None:
    """Seconds since the statistics were reset; PostgreSQL 14 is the first to tell."""
    since = reading.rows("statements_window", _SINCE.format(schema=schema))
    return float(since[0][0]) if since and since[0][0] is not None else None


def _name_the_cause(reading: Reading) -> None:
    if "shared_preload_libraries" in reading.missing["statements"]:
        reading.missing["statements"] = NOT_LOADED


def _statements(rows: Sequence[tuple[Any, ...]], window_s: float | None) -> Statements:
    listed = tuple(_statement(row) for row in rows)
    total_ms = float(rows[0][11] or 0.0) if rows else 0.0
    hidden = sum(one.exec_ms for one in listed if not one.text)
    return Statements(
        rows=listed,
        calls=sum(one.calls for one in listed if one.kind is not Kind.OTHER),
        exec_ms=total_ms - sum(one.exec_ms for one in listed if one.kind is Kind.OTHER),
        distinct=int(rows[0][10]) if rows else 0,
        hidden_share=hidden / total_ms if total_ms else 0.0,
        window_s=window_s,
    )


def _statement(row: tuple[Any, ...]) -> Statement:
    text = (
        "" if row[1] is None or str(row[1]).startswith("<insufficient privilege>") else str(row[1])
    )
    kind = kind_of(text) if text else Kind.READ
    if CONSTANT.search(text):
        text = without_literals(text)
    return Statement(
        id=str(row[0]),
        text=text,
        kind=kind,
        calls=int(row[2]),
        exec_ms=float(row[3]),
        rows=int(row[4]),
        blocks_hit=int(row[5]),
        blocks_read=int(row[6]),
        temp_blocks=int(row[7]),
        wal_bytes=int(row[8] or 0),
        squares_ms2=row[9],
    )
