"""Do dead rows pile up, far beyond where autovacuum should have acted?

Why: dead rows are read by every scan and pointed to by every index until vacuum takes them; where it does not keep
up, tables and indexes grow for good.
What to do: vacuum it now; then let autovacuum come sooner for this table, and see that nothing holds it back.
Source: 10,000 dead rows and a tenth of the table are awesome-prometheus-alerts' bars; twice the number at which
autovacuum acts (its threshold and scale factor, also the table's own) is pgassistant's for urgent.
"""

from functools import partial

from checks.core import Finding, Report, Severity
from checks.live import count, each, seen, unread
from checks.probes.postgres import Postgres, Table
from checks.signal import percent
from checks.sql import qualified

ADVICE = True
MANY = 10_000
TENTH = 0.1
LATE = 2.0
VERY_LATE = 5.0


def check(postgres: Postgres) -> Report:
    """Fires for tables of 10,000 dead rows, a tenth of all, at twice the number where autovacuum acts."""
    if (report := unread(postgres.missing, "tables", "settings")) is not None:
        return report
    return each(
        [one for one in postgres.tables if one.live_rows + one.dead_rows > 0],
        partial(_finding, postgres=postgres),
        total=postgres.tables_total,
        note="autovacuum keeps up with the dead rows",
        too_few="no table has rows that the server counted",
    )


def trigger(one: Table, postgres: Postgres) -> float:
    """Dead rows from which autovacuum cleans this table up."""
    least = one.option("autovacuum_vacuum_threshold")
    scale = one.option("autovacuum_vacuum_scale_factor")
    base = float(least) if least else postgres.setting("autovacuum_vacuum_threshold") or 50.0
    known = postgres.setting("autovacuum_vacuum_scale_factor")
    factor = float(scale) if scale else (0.2 if known is None else known)
    most = postgres.setting("autovacuum_vacuum_max_threshold") or -1.0
    wanted = base + factor * max(one.rows, one.live_rows, 0)
    return min(wanted, most) if most > 0 else wanted


def _finding(one: Table, postgres: Postgres) -> Finding | None:
    share = one.dead_rows / (one.dead_rows + one.live_rows)
    late = one.dead_rows / max(1.0, trigger(one, postgres))
    if one.dead_rows < MANY or share < TENTH or late < LATE:
        return None
    name = qualified(one.schema, one.name)
    never = "" if one.vacuumed else "; no vacuum of it is recorded"
    return Finding(
        message=f"{name} holds {count(one.dead_rows)} dead rows, {percent(share)} of all and {late:.1f} times"
        f" the number at which autovacuum acts{never}",
        remedy=f"VACUUM (ANALYZE) {name}; then ALTER TABLE {name} SET (autovacuum_vacuum_scale_factor = 0.02); and see"
        " postgres.vacuum_held_back and postgres.autovacuum_off",
        severity=Severity.HIGH if late >= VERY_LATE else Severity.MEDIUM,
        facts=(
            seen("dead_rows", one.dead_rows, "1", f"pg_stat_user_tables, {one.schema}.{one.name}"),
        ),
    )
