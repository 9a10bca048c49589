"""Is an index far larger than its entries need?

Why: pages that once were full and now hold a few entries are still read, kept in memory and backed up; after a large
delete or years of updates they can be most of an index.
What to do: REINDEX CONCURRENTLY builds it anew without blocking writes (PostgreSQL 12), at the price of its size on
disk meanwhile.
Source: the size that the entries need is taken at its most, without the deduplication of PostgreSQL 13: eight bytes
and the columns' average widths, each aligned, plus a line pointer, in pages nine tenths full (PostgreSQL's source,
nbtree). Of the index 60 % wasted and 10 MB is this tool's bar; PgHero hides those under 100 MB, check_postgres under
1 GB.
"""

from collections.abc import Mapping
from functools import partial

from checks.core import Confidence, Finding, Report, Severity
from checks.live import each, seen, unread
from checks.probes.postgres import Index, Postgres
from checks.signal import percent, size
from checks.sql import qualified, quoted

ADVICE = True
WASTED = 0.6
LEAST_BYTES = 10_000_000
MUCH = 10**9
USABLE = (8192 - 40) * 0.9
HEAD, POINTER = 8, 4
Widths = Mapping[tuple[str, str, str], int]


def check(postgres: Postgres) -> Report:
    """Fires for each btree of which 60 % and at least 10 MB are more than its entries need."""
    if (report := unread(postgres.missing, "indexes", "tables", "columns")) is not None:
        return report
    widths = {
        (one.schema, one.table, one.name): one.width for one in postgres.columns if one.width > 0
    }
    known = [one for one in postgres.indexes if _can_be_told(one, postgres, widths)]
    return each(
        known,
        partial(_finding, postgres=postgres, widths=widths),
        total=len(postgres.indexes),
        note=f"{len(known)} larger indexes are about as large as their entries need",
        too_few="no plain btree of 10 MB has statistics of all its columns",
    )


def _can_be_told(one: Index, postgres: Postgres, widths: Widths) -> bool:
    plain = one.method == "btree" and one.valid and not one.partial and one.bytes >= LEAST_BYTES
    if not plain or not one.definition or " INCLUDE " in one.definition:
        return False
    table = postgres.table(one.schema, one.table)
    counted = table is not None and table.analyzed and table.rows >= 0
    return counted and all((one.schema, one.table, name) in widths for name in one.columns)


def _needed(one: Index, rows: int, widths: Widths) -> float:
    key = sum(-(-widths[one.schema, one.table, name] // 8) * 8 for name in one.columns)
    return 8192 + 8192 * rows * (HEAD + key + POINTER) / USABLE


def _finding(one: Index, postgres: Postgres, widths: Widths) -> Finding | None:
    table = postgres.table(one.schema, one.table)
    rows = max(table.rows, table.live_rows) if table else 0
    needed = _needed(one, rows, widths)
    wasted = 1 - needed / one.bytes
    if wasted < WASTED or one.bytes - needed < LEAST_BYTES:
        return None
    return Finding(
        message=f"index {quoted(one.name)} on {qualified(one.schema, one.table)} has {size(one.bytes)}, its entries"
        f" need {size(needed)} at most: {percent(wasted)} is empty",
        remedy=f"REINDEX INDEX CONCURRENTLY {qualified(one.schema, one.name)}; (needs {size(needed)} free on disk)",
        severity=Severity.MEDIUM if one.bytes - needed >= MUCH else Severity.LOW,
        confidence=Confidence.MEDIUM,
        facts=(
            seen("index_bytes", one.bytes, "B", "pg_relation_size"),
            seen("needed_bytes", round(needed), "B", "derived from pg_stats"),
        ),
    )
