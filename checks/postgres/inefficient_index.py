"""Is an index read a thousand entries at a time, and a tenth of the table, for each scan?

Why: such an index narrows too little: its first column has few values, or the condition that would narrow further is
not in it. The scan then costs nearly what reading the table costs, and nobody sees a sequential scan.
What to do: an index that begins with the narrower column, has both, or a partial one for the rare value.
Source: more than 1,000 entries a scan over more than 100 scans are pgFirstAid's bars; a tenth of the table keeps
honest range scans of large tables out (this tool's default).
"""

from functools import partial

from checks.core import Confidence, Finding, Report, Severity
from checks.fill.fact import window
from checks.live import count, each, seen, unread
from checks.probes.postgres import Index, Postgres
from checks.signal import percent
from checks.sql import qualified, quoted

ADVICE = True
MANY = 1000.0
ENOUGH_SCANS = 100
OF_TABLE = 0.1


def check(postgres: Postgres) -> Report:
    """Fires for each index of 100 scans that returns 1,000 entries and a tenth of the table each time."""
    if (report := unread(postgres.missing, "indexes", "tables")) is not None:
        return report
    used = [one for one in postgres.indexes if one.scans >= ENOUGH_SCANS and one.valid]
    span = window(postgres.counted_s)
    return each(
        used,
        partial(_finding, postgres=postgres, span=span),
        total=len(postgres.indexes),
        window=span,
        note=f"{len(used)} used indexes narrow well",
        too_few=f"no index was scanned {ENOUGH_SCANS} times",
    )


def _finding(one: Index, postgres: Postgres, span: str) -> Finding | None:
    table = postgres.table(one.schema, one.table)
    entries = one.entries_read / one.scans
    rows = max(table.rows, table.live_rows) if table else 0
    if entries < MANY or not rows or entries < OF_TABLE * rows:
        return None
    return Finding(
        message=f"index {quoted(one.name)} on {qualified(one.schema, one.table)} returns {count(entries)} entries a"
        f" scan ({percent(min(1.0, entries / rows))} of the table), {count(one.scans)} times",
        remedy="find its statements and put the column that narrows most first, or both into one index:"
        f" {one.definition}",
        severity=Severity.LOW,
        confidence=Confidence.MEDIUM,
        facts=(seen("entries_per_scan", entries, "1", "pg_stat_user_indexes", span),),
    )
