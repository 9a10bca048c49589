"""Is autovacuum switched off, for the server or for a table?

Why: without it dead rows stay for ever, statistics grow old, and the age of transactions runs towards the point where
the server refuses to write. It was switched off for one import, mostly, and forgotten.
What to do: switch it on again; a table that is written much wants it more often, not less.
Source: PostgreSQL's documentation, "The Autovacuum Daemon" (24.1.6) and "Preventing Transaction ID Wraparound".
Tables of under 1,000 rows are left alone (this tool's default).
"""

from checks.core import Finding, Report, Severity
from checks.live import answer, few, seen, unread
from checks.probes.postgres import Postgres, Table
from checks.sql import qualified

ADVICE = True
LEAST_ROWS = 1000
OFF = ("false", "off", "0", "no")


def check(postgres: Postgres) -> Report:
    """Fires when autovacuum or its counting is off, and for each larger table that is exempt from it."""
    if (report := unread(postgres.missing, "settings", "tables")) is not None:
        return report
    if "autovacuum" not in postgres.settings:
        return few("the setting autovacuum is not known")
    tables = [one for one in postgres.tables if max(one.rows, one.live_rows) >= LEAST_ROWS]
    exempt = [one for one in tables if (one.option("autovacuum_enabled") or "on").lower() in OFF]
    return answer(
        [*_server(postgres), *(_table(one) for one in exempt)],
        examined=1 + len(tables),
        total=1 + max(postgres.tables_total, len(tables)),
        note="autovacuum is on, and no larger table is exempt from it",
    )


def _server(postgres: Postgres) -> list[Finding]:
    off = [one for one in ("autovacuum", "track_counts") if postgres.settings.get(one) == "off"]
    return [
        Finding(
            message=f"{one} is off on this server: nothing cleans up dead rows or refreshes statistics",
            remedy=f"ALTER SYSTEM SET {one} = on; SELECT pg_reload_conf();",
            severity=Severity.HIGH,
            facts=(seen(one, "off", "str", "pg_settings"),),
        )
        for one in off
    ]


def _table(one: Table) -> Finding:
    name = qualified(one.schema, one.name)
    return Finding(
        message=f"{name} is exempt from autovacuum ({one.dead_rows:,} dead rows now)",
        remedy=f"ALTER TABLE {name} RESET (autovacuum_enabled); VACUUM (ANALYZE) {name};",
        severity=Severity.MEDIUM,
        facts=(seen("autovacuum_enabled", False, "bool", f"pg_class, {one.schema}.{one.name}"),),
    )
