"""Did most of a table change since the planner last looked at it?

Why: plans rest on counts and histograms; after a large import or a night's deletes they describe a table that is
gone, and a plan chosen from them can be a thousand times slower.
What to do: ANALYZE after every bulk change; let autovacuum analyze this table sooner.
Source: twice the number at which autovacuum analyzes (its threshold and scale factor, also the table's own),
pgFirstAid's rule for outdated statistics doubled; 10,000 changed rows are this tool's default. A table that was never
analyzed, as after a restore, is left to autovacuum for three minutes, and told where that is off.
"""

from functools import partial

from checks.core import Finding, Report, Severity
from checks.live import count, each, seen, unread
from checks.postgres.autovacuum_off import OFF
from checks.probes.postgres import Postgres, Table
from checks.sql import qualified

ADVICE = True
MANY = 10_000
LATE = 2.0
WAITED_S = 180.0
"""Three rounds of autovacuum (autovacuum_naptime is a minute)."""


def check(postgres: Postgres) -> Report:
    """Fires at twice the changes where autovacuum analyzes, and for large tables that were never analyzed."""
    if (report := unread(postgres.missing, "tables", "settings")) is not None:
        return report
    return each(
        [one for one in postgres.tables if max(one.rows, one.live_rows) >= MANY],
        partial(_finding, postgres=postgres),
        total=postgres.tables_total,
        note="the planner's statistics of the larger tables are fresh",
        too_few=f"no table has {MANY:,} rows",
    )


def _trigger(one: Table, postgres: Postgres) -> float:
    least = one.option("autovacuum_analyze_threshold")
    scale = one.option("autovacuum_analyze_scale_factor")
    base = float(least) if least else postgres.setting("autovacuum_analyze_threshold") or 50.0
    known = postgres.setting("autovacuum_analyze_scale_factor")
    factor = float(scale) if scale else (0.1 if known is None else known)
    return base + factor * max(one.rows, one.live_rows, 0)


def _late(one: Table, postgres: Postgres) -> bool:
    return one.changed >= LATE * _trigger(one, postgres)


def _left_out(one: Table, postgres: Postgres) -> bool:
    """Never analyzed, and autovacuum will not do it in a minute as after a restore: off, or it had its time."""
    off = postgres.settings.get("autovacuum") == "off" or one.option("autovacuum_enabled") in OFF
    waited = (postgres.window_s or 0.0) >= WAITED_S and not one.written
    return off or waited


def _finding(one: Table, postgres: Postgres) -> Finding | None:
    if one.changed < MANY or not (_late if one.analyzed else _left_out)(one, postgres):
        return None
    name = qualified(one.schema, one.name)
    when = "since it was last analyzed" if one.analyzed else "and it was never analyzed"
    return Finding(
        message=f"{count(one.changed)} rows of {name} ({count(max(one.rows, one.live_rows))} rows) changed {when}",
        remedy=f"ANALYZE {name}; then ALTER TABLE {name} SET (autovacuum_analyze_scale_factor = 0.02);",
        severity=Severity.MEDIUM,
        facts=(
            seen("changed_rows", one.changed, "1", f"pg_stat_user_tables, {one.schema}.{one.name}"),
        ),
    )
