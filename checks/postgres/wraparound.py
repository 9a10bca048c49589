"""Does vacuum keep up with the age of transactions?

Why: at 2 billion transactions of age the server refuses every write until it is vacuumed, which takes hours.
What to do: vacuum the oldest tables, and find what holds vacuum back: old transactions, prepared transactions,
replication slots, autovacuum switched off.
Source: PostgreSQL's documentation, "Preventing Transaction ID Wraparound Failures" (24.1.5). Twice
autovacuum_freeze_max_age means that autovacuum does not keep up; 1.4 billion is check_postgres' critical bar.
"""

from checks.core import Finding, Report, Severity
from checks.live import answer, count, few, seen, unread
from checks.probes.postgres import Postgres
from checks.sql import qualified

ADVICE = True
CRITICAL_AGE = 1_400_000_000
BEHIND = 2.0
USUAL_LIMIT = 200_000_000.0


def check(postgres: Postgres) -> Report:
    """Fires at twice the age at which autovacuum must act; CRITICAL from 1.4 billion."""
    if (report := unread(postgres.missing, "xid_age")) is not None:
        return report
    age = postgres.xid_age
    if age is None:
        return few("the age of the oldest transaction is not known")
    limit = postgres.setting("autovacuum_freeze_max_age") or USUAL_LIMIT
    fires = age >= min(BEHIND * limit, CRITICAL_AGE)
    return answer(
        [_finding(postgres, age, limit)] if fires else [],
        examined=1,
        total=1,
        note=f"the oldest transaction is {count(age)} old; autovacuum acts at {count(limit)}",
    )


def _finding(postgres: Postgres, age: int, limit: float) -> Finding:
    oldest = sorted(postgres.tables, key=lambda one: -one.xid_age)[:3]
    names = [qualified(one.schema, one.name) for one in oldest if one.xid_age > limit]
    vacuum = " ".join(f"VACUUM (FREEZE, VERBOSE) {one};" for one in names) or "VACUUM (FREEZE);"
    off = " and autovacuum is off" if postgres.settings.get("autovacuum") == "off" else ""
    return Finding(
        message=f"the oldest transaction is {count(age)} old of 2.1 billion; autovacuum should have acted at"
        f" {count(limit)}{off}",
        remedy=f"{vacuum} and look for what holds it back: pg_prepared_xacts, pg_replication_slots,"
        " old transactions in pg_stat_activity",
        severity=Severity.CRITICAL if age >= CRITICAL_AGE else Severity.HIGH,
        facts=(seen("xid_age", age, "1", "pg_database"),),
    )
