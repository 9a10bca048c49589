"""Does the server allow far more sessions than it can serve?

Why: the limit is what keeps a storm of connections from taking memory and processors from the sessions at work; a
thousand processes on sixteen cores do less than thirty-two.
What to do: lower it to what the pools need together with some headroom, and put a pooler in front (rung pool).
Source: more than 500 is pgEdge workbench's bar; PgHero warns at 500 open sessions.
"""

from checks.core import Finding, Report, Severity
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres

ADVICE = True
MANY = 500


def check(postgres: Postgres) -> Report:
    """Fires when max_connections is above 500; says how many are used."""
    if (report := unread(postgres.missing, "settings")) is not None:
        return report
    limit = postgres.setting("max_connections")
    if limit is None:
        return few("max_connections is not known")
    return one(
        _finding(postgres, limit) if limit > MANY else None,
        note=f"max_connections is {limit:.0f}",
    )


def _finding(postgres: Postgres, limit: float) -> Finding:
    activity = postgres.activity
    used = (
        f"; {activity.sessions} are open now and {activity.active:.1f} at work" if activity else ""
    )
    return Finding(
        message=f"max_connections is {limit:.0f}{used}",
        remedy="find what the pools need together, put a pooler in front (`rung explain pool`), then"
        " ALTER SYSTEM SET max_connections = ...; and restart",
        severity=Severity.LOW,
        facts=(seen("max_connections", limit, "1", "pg_settings"),),
    )
