"""Do drivers that prepare statements fail behind this pooler?

Why: in transaction mode a prepared statement stays on one server session, and the next transaction runs on another:
"prepared statement does not exist", or "already exists", now and then, under load, and never on a developer's
machine.
What to do: PgBouncer 1.21 or newer with max_prepared_statements; else switch named preparation off in every driver.
Source: PgBouncer's changelog: protocol-level prepared statements in transaction mode since 1.21
(max_prepared_statements 0, then off; 200 by default since 1.24). Debian 12 ships 1.18.
"""

from checks.core import Confidence, Finding, Report, Severity, not_applicable
from checks.live import few, one, seen, unread
from checks.probes.pgbouncer import PgBouncer

ADVICE = True


def check(pgbouncer: PgBouncer) -> Report:
    """Fires in transaction mode before 1.21, and with max_prepared_statements 0."""
    if (report := unread(pgbouncer.missing, "config")) is not None:
        return report
    able = pgbouncer.since(1, 21)
    if able is None:
        return few("the pooler's version is not known")
    default = pgbouncer.config.get("pool_mode", "")
    modes = {each.mode or default for each in pgbouncer.pools or ()} or {default}
    if modes <= {"session", ""}:
        return not_applicable("in session mode prepared statements work")
    kept = pgbouncer.number("max_prepared_statements") or 0.0
    why = "max_prepared_statements is 0" if able else "it is older than 1.21"
    found = Finding(
        message=f"PgBouncer {pgbouncer.version} in transaction mode carries no prepared statements: {why}",
        remedy="max_prepared_statements = 200 in pgbouncer.ini, then RELOAD"
        if able
        else "upgrade to 1.21 or newer; until then no named statements in any driver: psycopg prepare_threshold=None,"
        " asyncpg statement_cache_size=0, pgx default_query_exec_mode=exec, Prisma pgbouncer=true,"
        " JDBC prepareThreshold=0",
        severity=Severity.LOW,
        confidence=Confidence.MEDIUM,
        facts=(seen("version", pgbouncer.version, "str", "SHOW VERSION"),),
    )
    return one(
        None if able and kept > 0 else found, note=f"{kept:.0f} statements are kept per session"
    )
