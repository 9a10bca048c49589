"""Is it writing that fills the database's machine?

Why: reads can be cached, replicated and indexed away; writes cannot. Only a limit set by writes is a sign (one
of several that are needed) for splitting or sharding.
What to do: fewer and batched writes, fewer unused indexes, partitions; then weigh a split.
Source: one half of the time is arithmetic (`replica_gain`: a replica brings less than twice then); 65 % as in
saturation.database_cpu.
"""

from checks.busy import wanted
from checks.core import Report
from checks.growth import coming
from checks.saturation.database_cpu import WARN as BUSY
from checks.saturation.storage_io import NEAR_CAP
from checks.shape.mostly_writes import LEAST as MOSTLY
from checks.signal import fires, missing, percent, quiet
from checks.vitals import Vitals

LINE = (
    "read_time_share under {MOSTLY} with database_cpu of {BUSY}, full with the load that is coming, "
    "or iops_share of {NEAR_CAP}"
)


def check(vitals: Vitals) -> Report:
    """Fires when writes own most of the time on a machine that is nearly full."""
    reads = vitals.number("read_time_share")
    use = vitals.number("database_cpu")
    if reads is None or use is None:
        return missing(vitals, "read_time_share", "database_cpu")
    full = (
        wanted(vitals, "database_cpu") >= vitals.line(BUSY)
        or use * coming(vitals)[0] >= 1.0
        or (vitals.number("iops_share") or 0.0) >= vitals.line(NEAR_CAP)
    )
    seen = f"writes are {percent(1 - reads)} of the database's time, which uses {percent(use)}"
    if reads >= vitals.line(MOSTLY) or not full:
        return quiet(seen)
    return fires(
        vitals,
        f"{seen} of its cores",
        "batch writes and drop unused indexes first",
        "read_time_share",
        "database_cpu",
        "iops_share",
        "growth_per_year",
        "launch_load_factor",
    )
