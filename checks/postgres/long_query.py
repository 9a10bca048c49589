"""Does a statement run for a minute or longer just now?

Why: it holds its snapshot (so that vacuum can remove nothing that died since), its locks, a session and a share of
the processors; most were given up by whoever asked for them long ago.
What to do: look at it, end it if nobody waits for it, and set a statement_timeout for the role of the application.
Source: 60 s is PgHero's bar (long_running_query_sec), 5 minutes pgFirstAid's; the ladder's warning is 60 s.
"""

from checks.core import Finding, Report, Severity
from checks.live import seen, span
from checks.postgres._sessions import judged, who
from checks.probes.postgres import Postgres, Session
from checks.sql import quoted

ADVICE = True
LONG_S = 60.0
VERY_LONG_S = 300.0


def check(postgres: Postgres) -> Report:
    """Fires for each session at work whose statement is a minute old; HIGH from five minutes."""
    return judged(postgres, _rule, "no statement runs for a minute or longer")


def _rule(one: Session) -> Finding | None:
    if one.state != "active" or (one.query_s or 0.0) < LONG_S:
        return None
    waits = f", waiting for {one.wait}" if one.wait else ""
    return Finding(
        message=f"{who(one)} runs one statement for {span(one.query_s or 0.0)}{waits}",
        remedy=f"SELECT query FROM pg_stat_activity WHERE pid = {one.pid}; end it: SELECT pg_cancel_backend({one.pid});"
        f" then bound them: ALTER ROLE {quoted(one.user)} SET statement_timeout = '30s';",
        severity=Severity.HIGH if (one.query_s or 0.0) >= VERY_LONG_S else Severity.MEDIUM,
        facts=(seen("query_s", one.query_s or 0.0, "s", f"pg_stat_activity, pid {one.pid}"),),
    )
