"""Is the application's processor full while the database has room?

Why: then, and only then, more application processes carry more load; with a busy database they would only
queue there. On one full machine the application is the limit too, where it uses more of it than the database.
What to do: take repeated work away first (cache), then more processes, then more machines (rung scale_app).
Source: waiting grows as 1 / (1 - use): 3.3 times the service time at 70 %. That the database must be under the line
from which its own processor is acted on is this tool's default.
"""

from checks.busy import cores_used, machine_full, starved, undisturbed
from checks.core import Report, Severity
from checks.growth import coming
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

FULL = threshold(
    "saturation.app_cpu.full",
    0.7,
    source="arithmetic: waiting is 3.3 times the service time at 0.7 (M/M/1)",
)
ACT = threshold("saturation.app_cpu.act", 0.85)
DATABASE_HAS_ROOM = threshold(
    "saturation.app_cpu.database_has_room",
    0.65,
    source="the line of saturation.database_cpu.warn: below it the database is not what is short",
)
LINE = (
    "app_cpu of {FULL} or more (or full at growth_per_year or launch_load_factor, "
    "the larger part of a full machine, or waiting for as much on a busy one) "
    "with database_cpu under {DATABASE_HAS_ROOM}"
)
GRAVE = "app_cpu of {ACT} or more with database_cpu under {DATABASE_HAS_ROOM}"


def check(vitals: Vitals) -> Report:
    """Fires when the application is the limit."""
    application = vitals.number("app_cpu")
    database = vitals.number("database_cpu")
    if application is None or database is None:
        return missing(vitals, "app_cpu", "database_cpu")
    seen = f"the application uses {percent(application)} of what its processes can use"
    if database >= vitals.line(DATABASE_HAS_ROOM) or not full(vitals, application):
        return quiet(f"{seen}, the database {percent(database)} of its cores")
    where = " of a full machine" if application < vitals.line(FULL) and machine_full(vitals) else ""
    if starved(vitals, "app_cpu"):
        where = f" and waits for {percent(vitals.number('app_cpu_wait') or 0.0)} more"
    return fires(
        vitals,
        f"{seen}{where}, while the database is at {percent(database)}",
        "run more processes where cores are idle, then more machines",
        "app_cpu",
        "database_cpu",
        "host_cpu",
        "app_cpu_wait",
        "processes_per_instance",
        "growth_per_year",
        "launch_in_days",
        "launch_load_factor",
        severity=Severity.HIGH if application >= vitals.line(ACT) else Severity.MEDIUM,
    )


def full(vitals: Vitals, application: float) -> bool:
    """Whether it is full by itself, with the load that is coming, or because the machine under it is."""
    by_database, by_application = cores_used(vitals)
    crowded = machine_full(vitals) and by_application > by_database and not undisturbed(vitals)
    queues = crowded or starved(vitals, "app_cpu")
    return application >= vitals.line(FULL) or application * coming(vitals)[0] >= 1.0 or queues
