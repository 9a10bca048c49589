"""Does an index hold mostly entries for NULL that nobody looks up?

Why: an index on a column that is empty in most rows is as large as one on all rows; half of its size, its memory and
its upkeep go to entries that `column = value` never finds.
What to do: a partial index WHERE column IS NOT NULL does the same for less; keep the old one if IS NULL is asked for.
Source: half of the rows and 1 MB are pg-extras' bars (null_indexes); a hundred scans show that it is in use (this
tool's default: an unused one is told by postgres.unused_index).
"""

from functools import partial

from checks.core import Confidence, Finding, Report, Severity
from checks.live import each, seen, unread
from checks.probes.postgres import Index, Postgres
from checks.signal import percent, size
from checks.sql import qualified, quoted

ADVICE = True
MOSTLY = 0.5
LEAST_BYTES = 1_000_000


def check(postgres: Postgres) -> Report:
    """Fires for each plain one-column index of 1 MB whose column is NULL in half of the rows."""
    if (report := unread(postgres.missing, "indexes", "columns")) is not None:
        return report
    nulls = {
        (one.schema, one.table, one.name): one.null_share
        for one in postgres.columns
        if one.distinct != 0
    }
    judged = [
        one
        for one in postgres.indexes
        if len(one.columns) == 1 and one.columns[0] and _plain(one) and one.bytes >= LEAST_BYTES
        and (one.schema, one.table, one.columns[0]) in nulls
    ]  # fmt: skip
    return each(
        judged,
        partial(_finding, nulls=nulls),
        total=len(postgres.indexes),
        note=f"{len(judged)} larger one-column indexes are on columns with values",
        too_few="no plain one-column index of 1 MB has statistics of its column",
    )


def _plain(one: Index) -> bool:
    return one.valid and one.method == "btree" and not (one.unique or one.constraint or one.partial)


def _finding(one: Index, nulls: dict[tuple[str, str, str], float]) -> Finding | None:
    share = nulls[one.schema, one.table, one.columns[0]]
    if share < MOSTLY:
        return None
    column, table = quoted(one.columns[0]), qualified(one.schema, one.table)
    return Finding(
        message=f"index {quoted(one.name)} on {table} ({size(one.bytes)}): {column} is NULL in {percent(share)} of"
        " the rows",
        remedy=f"CREATE INDEX CONCURRENTLY ON {table} ({column}) WHERE {column} IS NOT NULL; then"
        f" DROP INDEX CONCURRENTLY {qualified(one.schema, one.name)}; unless IS NULL is asked for",
        severity=Severity.LOW,
        confidence=Confidence.MEDIUM,
        facts=(seen("null_share", share, "ratio", f"pg_stats, {one.schema}.{one.table}"),),
    )
