"""Does a role or a database come near the number of sessions that it alone may open?

Why: such a limit (CONNECTION LIMIT) refuses new sessions long before the server's own, and graphs of the server show
nothing of it.
What to do: find who holds the sessions; share them (rung pool), or raise the limit knowingly.
Source: 75 % and 90 % are pgEdge's bars for the server's limit; PostgreSQL's documentation of CREATE ROLE and CREATE
DATABASE.
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import each, seen, unread
from checks.probes.postgres import Postgres, SessionLimit
from checks.signal import percent
from checks.sql import quoted

ADVICE = True
MANY = 0.75
NEARLY_ALL = 0.9


def check(postgres: Postgres) -> Report:
    """Fires for each limited role or database of which three quarters are used; HIGH from nine tenths."""
    if (report := unread(postgres.missing, "limits")) is not None:
        return report
    if not postgres.limits:
        return not_applicable("no role and no database has a connection limit of its own")
    fullest = max(one.used / one.limit for one in postgres.limits)
    return each(
        postgres.limits,
        _finding,
        total=len(postgres.limits),
        note=f"the fullest of {len(postgres.limits)} limits is used to {percent(fullest)}",
        too_few="no limit is set",
    )


def _finding(one: SessionLimit) -> Finding | None:
    share = one.used / one.limit
    if share < MANY:
        return None
    column = "usename" if one.kind == "role" else "datname"
    name = one.name.replace("'", "''")
    return Finding(
        message=f"{one.kind} {quoted(one.name)} uses {one.used} of the {one.limit} sessions that it may open"
        f" ({percent(share)})",
        remedy=f"SELECT application_name, state, count(*) FROM pg_stat_activity WHERE {column} = '{name}'"
        f" GROUP BY 1, 2 ORDER BY 3 DESC; raise it: ALTER {one.kind.upper()} {quoted(one.name)}"
        f" CONNECTION LIMIT {one.limit * 2};",
        severity=Severity.HIGH if share >= NEARLY_ALL else Severity.MEDIUM,
        facts=(seen("sessions", one.used, "1", "pg_stat_activity"),),
    )
