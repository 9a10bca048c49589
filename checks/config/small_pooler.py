"""Do clients wait for a pooler in front of an idle database?

Why: then the pooler has fewer server connections than the database could serve, and the pooler is the queue.
What to do: raise the pooler's server connections to two to four a core, within the connection budget.
Source: PgBouncer documentation, `SHOW POOLS`: maxwait is the age of the oldest waiting client; `avg_wait_time` against
query time is the usual reading. One second, five milliseconds, and half of the processor, are this tool's defaults.
"""

from checks.busy import processors_full
from checks.config.small_pool import IDLE
from checks.core import Report
from checks.saturation.pool_wait import FLOOR_MS, LONGEST_S
from checks.signal import fires, missing, percent, quiet
from checks.vitals import Vitals

LINE = (
    "pooler_max_wait_s above {LONGEST_S:g}, or behind a pooler pool_wait_ms above {FLOOR_MS:g} and "
    "database_ms_per_request, with database_cpu under {IDLE}"
)
RELIEVES = ("connections",)


def check(vitals: Vitals) -> Report:
    """Fires when a client waits a second, or longer than it works, while the database idles."""
    longest, use = vitals.number("pooler_max_wait_s"), vitals.number("database_cpu")
    if longest is None or use is None:
        return missing(vitals, "pooler_max_wait_s", "database_cpu")
    wait, work = vitals.number("pool_wait_ms") or 0.0, vitals.number("database_ms_per_request")
    queues = work is not None and wait > max(vitals.line(FLOOR_MS), work)
    queues = queues and not processors_full(vitals)
    seen = f"a client waits {longest:g} s for the pooler, the database is at {percent(use)}"
    if queues:
        seen = (
            f"{wait:.1f} ms of waiting for the pooler for {work:.1f} ms of work, up to {longest:g} s, "
            f"the database is at {percent(use)}"
        )
    if (longest <= vitals.line(LONGEST_S) and not queues) or use >= vitals.line(IDLE):
        return quiet(seen)
    return fires(
        vitals,
        seen,
        "raise the pooler's server connections, within the connection budget",
        "pooler_max_wait_s",
        *(("pool_wait_ms", "database_ms_per_request") if queues else ()),
        "database_cpu",
    )
