"""Does reading fill the database's machine?

Why: reads can be answered by a copy; if they are four fifths of the time, a copy takes most of the load.
What to do: after indexes and caching, route a list of reads that may be seconds old to a replica.
Source: arithmetic (`replica_gain`); 80 % of the time and 60 % of the processor are this tool's defaults.
"""

from checks.busy import wanted
from checks.core import Report, Severity
from checks.growth import coming
from checks.saturation.database_cpu import ACT
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

MOSTLY = threshold("shape.read_bound.mostly", 0.8)
BUSY = threshold("shape.read_bound.busy", 0.6)
LINE = "read_time_share of {MOSTLY} with database_cpu of {BUSY} or more, or full with the load that is coming"
GRAVE = "read_time_share of {MOSTLY} with database_cpu of {ACT} or more"


def check(vitals: Vitals) -> Report:
    """Fires when reads own four fifths of the time of a busy database."""
    reads = vitals.number("read_time_share")
    use = vitals.number("database_cpu")
    if reads is None or use is None:
        return missing(vitals, "read_time_share", "database_cpu")
    seen = f"reads are {percent(reads)} of the database's time, which uses {percent(use)}"
    factor, when = coming(vitals)
    busy = wanted(vitals, "database_cpu") >= vitals.line(BUSY)
    if reads < vitals.line(MOSTLY) or not (busy or use * factor >= 1.0):
        return quiet(f"{seen} of its cores")
    return fires(
        vitals,
        f"{seen} of its cores"
        + (f", and would need {percent(use * factor)} {when}" if not busy else ""),
        "name the reads that may be seconds old",
        "read_time_share",
        "database_cpu",
        "growth_per_year",
        "launch_load_factor",
        severity=Severity.HIGH if use >= vitals.line(ACT) else Severity.MEDIUM,
    )
