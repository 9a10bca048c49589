"""Which tables are so large that their upkeep needs a plan of its own?

Why: from some size on, an index takes an hour to build, a vacuum most of a day, and a restore is that table. Every
change of its form needs care.
What to do: before the next index or key, plan it; if old rows are rarely read, cut it by time (rung partition).
Source: 50 GB (no new index without a plan) and 100 GB are GitLab's limits, as the ladder has them.
"""

from checks.core import Finding, Report, Severity
from checks.live import count, each, seen, unread
from checks.probes.postgres import Postgres, Table
from checks.signal import size
from checks.sql import qualified

ADVICE = True
LARGE = 50 * 10**9
VERY_LARGE = 100 * 10**9


def check(postgres: Postgres) -> Report:
    """Fires for each table of 50 GB with its indexes; MEDIUM from 100 GB."""
    if (report := unread(postgres.missing, "tables")) is not None:
        return report
    largest = max((one.total_bytes for one in postgres.tables), default=0)
    return each(
        postgres.tables,
        _finding,
        total=postgres.tables_total,
        note=f"the largest table has {size(largest)} with its indexes",
        too_few="there is no table",
    )


def _finding(one: Table) -> Finding | None:
    if one.total_bytes < LARGE:
        return None
    name = qualified(one.schema, one.name)
    return Finding(
        message=f"{name} has {size(one.total_bytes)} with its indexes, {count(max(one.rows, one.live_rows))} rows",
        remedy="`rung explain partition` if most statements ask for recent rows; else plan each new index and vacuum"
        f" it sooner: ALTER TABLE {name} SET (autovacuum_vacuum_scale_factor = 0.02);",
        severity=Severity.MEDIUM if one.total_bytes >= VERY_LARGE else Severity.LOW,
        facts=(seen("total_bytes", one.total_bytes, "B", f"pg_class, {one.schema}.{one.name}"),),
    )
