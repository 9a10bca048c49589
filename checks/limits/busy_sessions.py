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
    idle = vitals.number("idle_share")
    if used is None or not limit or idle is None:
        return missing(vitals, "connections_used", "max_connections", "idle_share")
    work = max(0.0, 1 - idle - (vitals.number("idle_in_transaction_share") or 0.0))
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
    )
