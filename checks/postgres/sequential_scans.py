"""Is a large table mostly read from end to end?

Why: reading all rows for a few is the commonest waste; as the table grows, so does the time of every such statement.
What to do: find the statement (postgres.missing_index names it where pg_stat_statements is there), then an index.
Source: less than 95 % of the scans by index on a table of 10,000 rows is PgHero's bar (missing_indexes); 1,000 scans
and 10,000 rows read by each are pgFirstAid's, so that a backup, a vacuum or an hour's report is left alone.
"""

from functools import partial

from checks.core import Confidence, Finding, Report, Severity
from checks.fill.fact import window
from checks.live import count, each, seen, unread
from checks.probes.postgres import Postgres, Table
from checks.signal import percent
from checks.sql import qualified

ADVICE = True
BY_INDEX = 0.95
LARGE = 10_000
ENOUGH_SCANS = 1000
ROWS_EACH = 10_000.0


def check(postgres: Postgres) -> Report:
    """Fires for each table of 10,000 rows with a thousand long scans of which under 95 % went by an index."""
    if (report := unread(postgres.missing, "tables")) is not None:
        return report
    span = window(postgres.counted_s)
    large = [
        one
        for one in postgres.tables
        if max(one.rows, one.live_rows) >= LARGE and one.seq_scans + one.index_scans >= ENOUGH_SCANS
    ]
    return each(
        large,
        partial(_finding, span=span),
        total=postgres.tables_total,
        window=span,
        note=f"{len(large)} large tables are read by their indexes",
        too_few=f"no table of {LARGE:,} rows was read {ENOUGH_SCANS:,} times",
    )


def _finding(one: Table, span: str) -> Finding | None:
    by_index = one.index_scans / (one.seq_scans + one.index_scans)
    long = one.seq_scans >= ENOUGH_SCANS and one.seq_rows / one.seq_scans >= ROWS_EACH
    if by_index >= BY_INDEX or not long:
        return None
    name = qualified(one.schema, one.name)
    return Finding(
        message=f"{name} ({count(max(one.rows, one.live_rows))} rows) was read from end to end"
        f" {count(one.seq_scans)} times, {count(one.seq_rows / one.seq_scans)} rows each; only"
        f" {percent(by_index)} of its scans used an index",
        remedy=f"which statements: SELECT calls, mean_exec_time, query FROM pg_stat_statements WHERE query ILIKE"
        f" '%{one.name.replace(chr(39), chr(39) * 2)}%' ORDER BY total_exec_time DESC LIMIT 5;"
        " then `rung explain query_index`",
        severity=Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        facts=(seen("seq_scans", one.seq_scans, "1", "pg_stat_user_tables", span),),
    )
