"""Is the database's processor near its ceiling?

Why: beyond two thirds, waiting grows faster than load, and what is full within a year must be planned now. Whatever
adds queries (more application servers, more services) makes it worse.
On a machine that is full of other work, use says little: there the time that sessions are ready to run and wait for a
processor counts too (`database_cpu_wait`). Use is of the processors that the database can use: a container's limit or a
set of processors makes a small machine of a large one (`database_cores`).
What to do: tune the statements that own the time first, then a bigger machine, then fewer reads.
Source: Figma acted at 65 % ("The growing pains of database architecture", 2023); Let's Encrypt found 90 %
to be too late ("The Next Gen Database Servers Powering Let's Encrypt", 2021).
"""

from checks.busy import FULL, bound, wanted
from checks.core import Report, Severity
from checks.growth import coming
from checks.signal import fires, missing, percent, quiet
from checks.threshold import Grade, threshold
from checks.vitals import Vitals

WARN = threshold(
    "saturation.database_cpu.warn", 0.65, grade=Grade.B, source="Figma acted at 65 % (2023)"
)
ACT = threshold(
    "saturation.database_cpu.act",
    0.8,
    source="this tool's default; Let's Encrypt found 90 % too late (2021)",
)
LINE = (
    "database_cpu of {WARN} or more, full at growth_per_year or launch_load_factor, "
    "or {FULL} with database_cpu_wait on a busy machine"
)
GRAVE = "database_cpu of {ACT} or more"


def check(vitals: Vitals) -> Report:
    """Fires from 65 % on; HIGH from 80 % on."""
    use = vitals.number("database_cpu")
    if use is None:
        return missing(vitals, "database_cpu")
    factor, when = coming(vitals)
    then = use * factor
    seen = f"the database uses {percent(use)} of its cores"
    short = use < vitals.line(WARN) and wanted(vitals, "database_cpu") >= vitals.line(FULL)
    if use < vitals.line(WARN) and then < 1.0 and not short:
        return quiet(seen)
    if short:
        waiting = vitals.number("database_cpu_wait") or 0.0
        own = bound(vitals, "database_cpu")
        where = "a busy machine" if own is None else f"processors that are {percent(own)} busy"
        seen += f" and waits for {percent(waiting)} more on {where}"
    later = f", and would need {percent(then)} of them {when}" if then >= 1.0 else ""
    return fires(
        vitals,
        f"{seen}{later}",
        "find the statements that own the time before buying a machine",
        "database_cpu",
        *(("database_cpu_wait", "database_cores_busy", "host_cpu") if short else ()),
        "growth_per_year",
        "launch_in_days",
        "launch_load_factor",
        severity=Severity.HIGH if use >= vitals.line(ACT) else Severity.MEDIUM,
    )
