"""Does the planner believe that a table holds far more or far fewer rows than are counted there?

Why: every plan rests on that number. When planner and clock disagree, a plan that was right last week reads a million
rows today, and no advice that reasons with the planner's prices (this tool's own included) can be trusted there.
What to do: ANALYZE the table; when it drifts again, let autovacuum analyze it sooner.
Source: the planner's number is pg_class.reltuples, the count pg_stat's live rows, which every insert and delete
moves. A factor of five and 10,000 rows are this tool's defaults: PostgreSQL's own analyze begins at a tenth.
"""

from functools import partial

from checks.core import Confidence, Finding, Report, Severity
from checks.live import count, each, seen, unread
from checks.probes.postgres import Postgres, Table
from checks.sql import qualified

ADVICE = True
FACTOR = 5.0
ENOUGH_ROWS = 10_000


def check(postgres: Postgres) -> Report:
    """Fires for each table of 10,000 rows whose estimate is five times too high or too low."""
    if (report := unread(postgres.missing, "tables")) is not None:
        return report
    known = [one for one in postgres.tables if one.rows >= 0 and one.analyzed]
    return each(
        [one for one in known if max(one.rows, one.live_rows) >= ENOUGH_ROWS],
        partial(_finding, counted=postgres.counted_s),
        total=postgres.tables_total,
        note="the planner's row counts agree with what was counted",
        too_few="no analysed table has 10,000 rows",
    )


def _finding(one: Table, counted: float | None) -> Finding | None:
    estimate, live = max(one.rows, 1), max(one.live_rows, 1)
    # After a restart without its statistics the count begins at zero: then it says nothing.
    if counted is None or one.live_rows == 0 or max(estimate, live) < FACTOR * min(estimate, live):
        return None
    name = qualified(one.schema, one.name)
    return Finding(
        message=f"the planner takes {name} for {count(one.rows)} rows, {count(one.live_rows)} were counted:"
        " its plans and their prices are wrong there",
        remedy=f"ANALYZE {name}; if it drifts again:"
        f" ALTER TABLE {name} SET (autovacuum_analyze_scale_factor = 0.02);",
        severity=Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        facts=(
            seen("rows_estimated", one.rows, "1", f"pg_class.reltuples, {one.schema}.{one.name}"),
            seen("rows_counted", one.live_rows, "1", "pg_stat_user_tables"),
        ),
    )
