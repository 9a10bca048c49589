"""Is the application's processor full while the database has room?

Why: then, and only then, more application processes carry more load; with a busy database they would only
queue there.
What to do: take repeated work away first (cache), then more processes, then more machines (rung scale_app).
Source: waiting grows as 1 / (1 - use): 3.3 times the service time at 70 %. That the database must be under one
half is this tool's default.
"""

from checks.core import Report, Severity
from checks.signal import fires, missing, percent, quiet
from checks.vitals import Vitals

FULL = 0.7
ACT = 0.85
DATABASE_HAS_ROOM = 0.5
LINE = (
    f"app_cpu of {FULL} or more (or full within a year) with database_cpu under {DATABASE_HAS_ROOM}"
)
GRAVE = f"app_cpu of {ACT} or more with database_cpu under {DATABASE_HAS_ROOM}"


def check(vitals: Vitals) -> Report:
    """Fires when the application is the limit."""
    application = vitals.number("app_cpu")
    database = vitals.number("database_cpu")
    if application is None or database is None:
        return missing(vitals, "app_cpu", "database_cpu")
    seen = f"the application uses {percent(application)} of what its processes can use"
    in_a_year = application * (vitals.number("growth_per_year") or 1.0)
    if max(application, in_a_year * FULL) < FULL or database >= DATABASE_HAS_ROOM:
        return quiet(f"{seen}, the database {percent(database)} of its cores")
    return fires(
        vitals,
        f"{seen}, while the database is at {percent(database)}",
        "run more processes where cores are idle, then more machines",
        "app_cpu",
        "database_cpu",
        "processes_per_instance",
        "growth_per_year",
        severity=Severity.HIGH if application >= ACT else Severity.MEDIUM,
    )
