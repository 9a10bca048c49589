"""Do writes own so much of the time that a replica brings less than twice?

Why: a replica repeats every write, so it takes only reads away.
What to do: fewer writes, batches, fewer indexes on hot tables.
Source: arithmetic (`replica_gain`): what stays on the primary is writes + reads x (1 - routed).
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

LEAST = threshold(
    "shape.mostly_writes.least",
    0.5,
    source="arithmetic (replica_gain): under one half a replica brings less than twice",
)
LINE = "read_time_share under {LEAST}"


def check(vitals: Vitals) -> Report:
    """Fires when reads own less than half of the time."""
    reads = vitals.number("read_time_share")
    if reads is None:
        return missing(vitals, "read_time_share")
    if reads >= vitals.line(LEAST):
        return quiet(f"reads are {percent(reads)} of the database's time")
    return fires(
        vitals,
        f"writes are {percent(1 - reads)} of the database's time, and a replica repeats each of them",
        "reduce and batch writes",
        "read_time_share",
    )
