"""Do requests wait longer for a connection than for the database itself?

Why: then the pool is the queue: too small, or its connections are held while something else is awaited.
A pool in front of a full processor queues too: that is the processor's queue, and a larger pool only moves it.
What to do: size the pool by the database's cores and release connections before other waits.
Source: pool wait against query time is the usual reading of PgBouncer's `avg_wait_time`; a floor of 5 ms is
this tool's default.
"""

from checks.busy import processors_full
from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

FLOOR_MS = threshold("saturation.pool_wait.floor_ms", 5.0, unit="ms")
LONGEST_S = threshold("saturation.pool_wait.longest_s", 1.0, unit="s")
LINE = (
    "pool_wait_ms above {FLOOR_MS:g} and above database_ms_per_request, "
    "or pooler_max_wait_s above {LONGEST_S:g}, with no processor full"
)


def check(vitals: Vitals) -> Report:
    """Fires when waiting for the pool costs more than the work."""
    longest = vitals.number("pooler_max_wait_s")
    if longest is not None and longest > vitals.line(LONGEST_S) and not processors_full(vitals):
        return fires(
            vitals,
            f"a client waits {longest:g} s for the pooler",
            "give the pooler more server connections, within the connection budget",
            "pooler_max_wait_s",
        )
    wait = vitals.number("pool_wait_ms")
    work = vitals.number("database_ms_per_request")
    if wait is None or work is None:
        return missing(vitals, "pool_wait_ms", "database_ms_per_request")
    seen = f"{wait:.1f} ms of waiting for a connection, {work:.1f} ms of database work a request"
    if wait <= max(vitals.line(FLOOR_MS), work):
        return quiet(seen)
    if processors_full(vitals):
        return quiet(f"{seen}; but a processor is full, and what waits there waits for it")
    return fires(
        vitals,
        seen,
        "size the pool by the database's cores, and hold a connection only while it is used",
        "pool_wait_ms",
        "database_ms_per_request",
    )
