"""Is a pool in use that makes requests wait longer than their work takes?

Why: a pool that is too small queues in front of an idle database, and health checks that need a connection
then declare a healthy service dead.
What to do: raise the pool to what the database's cores can serve, within the connection budget.
Source: Little's law (`littles_law`): connections needed = requests per second x seconds each is held.
"""

from checks.busy import processors_full
from checks.core import Report
from checks.saturation.pool_wait import FLOOR_MS
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

IDLE = threshold("config.small_pool.idle", 0.5)
LINE = "pool_wait_ms above {FLOOR_MS:g} and database_ms_per_request, with database_cpu under {IDLE}"
RELIEVES = ("connections",)


def check(vitals: Vitals) -> Report:
    """Fires when the pool is the queue and the database is idle."""
    if not vitals.number("pool_per_process"):
        return missing(vitals, "pool_per_process")
    wait = vitals.number("pool_wait_ms")
    work = vitals.number("database_ms_per_request")
    use = vitals.number("database_cpu")
    if wait is None or work is None or use is None:
        return missing(vitals, "pool_wait_ms", "database_ms_per_request", "database_cpu")
    seen = f"{wait:.1f} ms of waiting for {work:.1f} ms of work, the database at {percent(use)}"
    if (
        wait <= max(vitals.line(FLOOR_MS), work)
        or use >= vitals.line(IDLE)
        or processors_full(vitals)
    ):
        return quiet(seen)
    return fires(
        vitals,
        f"the pool is too small: {seen}",
        "raise the pool within the connection budget",
        "pool_wait_ms",
        "database_ms_per_request",
        "pool_per_process",
        "pool_use",
        "database_cpu",
    )
