"""Is a database paused or disabled in the pooler?

Why: a paused one lets its clients wait without an answer, a disabled one refuses new ones: both are left over from a
switch-over or an upgrade, and look like a dead database.
What to do: RESUME or ENABLE it on the console.
Source: PgBouncer's documentation of PAUSE, DISABLE and SHOW DATABASES.
"""

from checks.core import Finding, Report, Severity
from checks.live import each, few, seen, unread
from checks.probes.pgbouncer import Database, PgBouncer

ADVICE = True


def check(pgbouncer: PgBouncer) -> Report:
    """Fires for each database that is paused or disabled."""
    if (report := unread(pgbouncer.missing, "databases")) is not None:
        return report
    if pgbouncer.databases is None:
        return few("the databases were not looked at")
    return each(
        pgbouncer.databases,
        _finding,
        total=len(pgbouncer.databases),
        note=f"{len(pgbouncer.databases)} databases are open",
        too_few="the pooler has no database",
    )


def _finding(one: Database) -> Finding | None:
    if not (one.paused or one.disabled):
        return None
    state, command = ("paused", "RESUME") if one.paused else ("disabled", "ENABLE")
    return Finding(
        message=f"database {one.name} is {state} in the pooler: its clients "
        + ("wait without an answer" if one.paused else "are refused"),
        remedy=f"on the console: {command} {one.name};",
        severity=Severity.HIGH,
        facts=(seen(state, True, "bool", "SHOW DATABASES"),),
    )
