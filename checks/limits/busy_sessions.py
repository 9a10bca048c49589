"""Are the sessions many because they are all at work?

Why: then the database is slow, not the connecting; a pooler would only move the queue in front of it.
What to do: tune the statements that keep the sessions busy.
Source: arithmetic on `pg_stat_activity` by state; one half open and one half at work are this tool's defaults.
"""

from checks.core import Report
from checks.limits.connections import WARN as OPEN
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

AT_WORK = threshold("limits.busy_sessions.at_work", 0.5)
LINE = "{OPEN} of max_connections open and {AT_WORK} of those at work"


def check(vitals: Vitals) -> Report:
    """Fires when many sessions are open and most of them are active."""
    used = vitals.number("connections_used")
    limit = vitals.number("max_connections")
    work = _at_work(vitals)
    if used is None or not limit or work is None:
        return missing(vitals, "connections_used", "max_connections", "idle_share")
    seen = f"{percent(work)} of {used:.0f} open sessions are at work, the limit is {limit:.0f}"
    if used / limit < vitals.line(OPEN) or work < vitals.line(AT_WORK):
        return quiet(seen)
    return fires(
        vitals,
        seen,
        "make the statements shorter; connections are not what is short",
        "connections_used",
        "max_connections",
        "idle_share",
        "active_sessions",
    )


def _at_work(vitals: Vitals) -> float | None:
    """The share of the open sessions that work: by their states, else by how many were seen at work."""
    idle, used = vitals.number("idle_share"), vitals.number("connections_used")
    active = vitals.number("active_sessions")
    if idle is not None:
        return max(0.0, 1 - idle - (vitals.number("idle_in_transaction_share") or 0.0))
    return min(1.0, active / used) if active is not None and used else None
