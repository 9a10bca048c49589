"""Are the server's sessions running out?

Why: at the limit every further client is refused at once, however idle the machine is; and each session costs
a process and its memory.
What to do: see what the open sessions do. Idle: a pool. At work: tune the statements. Idle inside a
transaction: fix the application.
Source: Hatchet describes one half as the point to act; 80 % and 95 % are this tool's defaults.
"""

from checks.core import Report, Severity
from checks.signal import fires, missing, quiet
from checks.threshold import Grade, threshold
from checks.vitals import Vitals

WARN = threshold(
    "limits.connections.warn", 0.5, grade=Grade.B, source="Hatchet: act past about one half"
)
ACT = threshold("limits.connections.act", 0.8)
STOP = threshold("limits.connections.stop", 0.95)
LINE = "connections_used of {WARN} of max_connections or more"


def check(vitals: Vitals) -> Report:
    """Fires from one half on; CRITICAL where hardly a session is left."""
    used = vitals.number("connections_used")
    limit = vitals.number("max_connections")
    if used is None or not limit:
        return missing(vitals, "connections_used", "max_connections")
    share = used / limit
    seen = f"{used:.0f} of {limit:.0f} sessions are open"
    if share < vitals.line(WARN):
        return quiet(seen)
    hard = Severity.CRITICAL if share >= vitals.line(STOP) else Severity.HIGH
    return fires(
        vitals,
        seen,
        "see what they do: idle sessions belong in a pool",
        "connections_used",
        "max_connections",
        "idle_share",
        severity=hard if share >= vitals.line(ACT) else Severity.MEDIUM,
    )
