"""Is the database's machine still far from the largest that can be had?

Why: doubling a machine takes minutes to days and can be taken back; dividing data takes months and cannot.
What to do: grow the machine before the data is divided.
Source: cloud providers sell up to about 1,920 vCPUs and 32 TiB in one machine; 96 cores as "still ordinary" is
this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

ORDINARY_CORES = threshold("limits.room_to_grow.ordinary_cores", 96, unit="1")
LINE = "database_cores under {ORDINARY_CORES}, or largest_machine told as false"


def check(vitals: Vitals) -> Report:
    """Fires when the machine has fewer than 96 cores, or somebody said that a larger one can be had."""
    cores = vitals.number("database_cores")
    reached = vitals.number("largest_machine")
    if cores is None and reached is None:
        return missing(vitals, "database_cores", "largest_machine")
    if reached or (reached is None and (cores or 0.0) >= vitals.line(ORDINARY_CORES)):
        return quiet("the machine is among the largest")
    have = f"the database has {cores:g} cores" if cores is not None else "no size was told"
    return fires(
        vitals,
        f"{have}, and larger machines can be had",
        "grow the machine first",
        "database_cores",
        "largest_machine",
    )
