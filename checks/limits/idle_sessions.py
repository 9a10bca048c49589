"""Are most of the open sessions idle, and are they many?

Why: an idle session holds a process and memory and is counted at every snapshot, and gives nothing back.
What to do: a pool that is shared between requests, or a pooler between processes.
Source: 80 % idle and a quarter of the limit are this tool's defaults.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

IDLE = threshold("limits.idle_sessions.idle", 0.8)
MANY = threshold("limits.idle_sessions.many", 0.25)
LINE = "idle_share of {IDLE} or more with {MANY} of max_connections open"


def check(vitals: Vitals) -> Report:
    """Fires when many sessions are open and most do nothing."""
    idle = vitals.number("idle_share")
    used = vitals.number("connections_used")
    limit = vitals.number("max_connections")
    if idle is None or used is None or not limit:
        return missing(vitals, "idle_share", "connections_used", "max_connections")
    seen = f"{percent(idle)} of {used:.0f} open sessions are idle"
    if idle < vitals.line(IDLE) or used / limit < vitals.line(MANY):
        return quiet(f"{seen}, the limit is {limit:.0f}")
    return fires(
        vitals,
        seen,
        "share fewer sessions through a pool",
        "idle_share",
        "connections_used",
        "max_connections",
    )
