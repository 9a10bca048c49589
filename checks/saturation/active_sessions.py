"""Are more sessions at work than the database has cores?

Why: what exceeds the cores only queues. Flat over many good statements it asks for more cores; with one bad
statement it asks for an index.
What to do: look at the top statements; if they are good, a bigger machine.
Source: Amazon RDS Performance Insights draws the same line, average active sessions against vCPUs.
"""

from checks.core import Report, Severity
from checks.saturation.database_cpu import WARN as BUSY
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "active_sessions above database_cores"


def check(vitals: Vitals) -> Report:
    """Fires when the average number of sessions at work exceeds the cores."""
    active = vitals.number("active_sessions")
    cores = vitals.number("database_cores")
    if active is None or cores is None:
        return missing(vitals, "active_sessions", "database_cores")
    if active <= cores:
        return quiet(f"{active:.1f} sessions at work on {cores:g} cores")
    return fires(
        vitals,
        f"{active:.1f} sessions are at work on {cores:g} cores",
        "tune the top statements; if they are good, add cores",
        "active_sessions",
        "database_cores",
        severity=Severity.LOW if shared(vitals) else Severity.MEDIUM,
    )


def shared(vitals: Vitals) -> bool:
    """Whether the sessions may wait for a processor that the application on the same machine takes."""
    use = vitals.number("database_cpu")
    return bool(vitals.number("co_located")) and use is not None and use < vitals.line(BUSY)
