"""Is a table far larger on disk than its rows need?

Why: empty space inside a table is read by every scan, kept in memory with the rows beside it, and backed up. Vacuum
makes it free for new rows of the same table, but hardly ever gives it back.
What to do: see that autovacuum keeps up, then pg_repack, or VACUUM FULL in a quiet hour: it locks the table.
Source: the size that the rows need is taken at its most: 24 bytes, each column's average width aligned to eight, and
a line pointer (PostgreSQL's documentation, "Database Page Layout"). Over half wasted and 10 MB are pgFirstAid's bars;
this one asks for 60 %, because the estimate is one.
"""

from collections.abc import Mapping
from functools import partial

from checks.core import Confidence, Finding, Report, Severity
from checks.live import each, seen, unread
from checks.probes.postgres import Postgres, Table
from checks.signal import percent, size
from checks.sql import qualified

ADVICE = True
WASTED = 0.6
LEAST_BYTES = 10_000_000
MUCH = 10**9
HEAD, POINTER, USABLE = 24, 4, 8192 - 24
Widths = Mapping[tuple[str, str], int]


def check(postgres: Postgres) -> Report:
    """Fires for each table of which 60 % and at least 10 MB are more than its rows need."""
    if (report := unread(postgres.missing, "tables", "columns")) is not None:
        return report
    widths = _row_bytes(postgres)
    known = [
        one
        for one in postgres.tables
        if one.bytes >= LEAST_BYTES
        and one.analyzed
        and one.rows >= 0
        and (one.schema, one.name) in widths
    ]
    return each(
        known,
        partial(_finding, widths=widths),
        total=postgres.tables_total,
        note=f"{len(known)} larger tables are about as large as their rows need",
        too_few="no table of 10 MB has statistics of all its columns",
    )


def _row_bytes(postgres: Postgres) -> Widths:
    """The most that a row takes, where the width of every column is known and none is stored out of line."""
    found: dict[tuple[str, str], int] = {}
    unknown = set()
    for one in postgres.columns:
        table = (one.schema, one.table)
        if one.width <= 0 or one.distinct == 0:
            unknown.add(table)
        found[table] = found.get(table, HEAD + POINTER) + -(-one.width // 8) * 8 + 8
    return {table: bytes_ for table, bytes_ in found.items() if table not in unknown}


def _finding(one: Table, widths: Widths) -> Finding | None:
    fill = float(one.option("fillfactor") or 100) / 100
    rows = max(one.rows, one.live_rows)
    needed = 8192 + rows * widths[one.schema, one.name] * 8192 / (USABLE * fill)
    wasted = 1 - needed / one.bytes
    if wasted < WASTED or one.bytes - needed < LEAST_BYTES:
        return None
    name = qualified(one.schema, one.name)
    return Finding(
        message=f"{name} has {size(one.bytes)} on disk, its {rows:,} rows need {size(needed)} at most:"
        f" {percent(wasted)} is empty",
        remedy=f"pg_repack --table={name} (online), or VACUUM (FULL, ANALYZE) {name}; which locks it; and see why"
        " vacuum came late: postgres.dead_rows, postgres.vacuum_held_back",
        severity=Severity.MEDIUM if one.bytes - needed >= MUCH else Severity.LOW,
        confidence=Confidence.MEDIUM,
        facts=(
            seen("table_bytes", one.bytes, "B", "pg_table_size"),
            seen("needed_bytes", round(needed), "B", "derived from pg_stats"),
        ),
    )
