"""Do clients wait for a pooler in front of an idle database?

Why: then the pooler has fewer server connections than the database could serve, and the pooler is the queue.
What to do: raise the pooler's server connections to two to four a core, within the connection budget.
Source: PgBouncer documentation, `SHOW POOLS`: maxwait is the age of the oldest waiting client. One second, and half
of the processor, are this tool's defaults.
"""

from checks.config.small_pool import IDLE
from checks.core import Report
from checks.saturation.pool_wait import LONGEST_S
from checks.signal import fires, missing, percent, quiet
from checks.vitals import Vitals

LINE = "pooler_max_wait_s above {LONGEST_S:g} with database_cpu under {IDLE}"
RELIEVES = ("connections",)


def check(vitals: Vitals) -> Report:
    """Fires when a client waits a second while the database idles."""
    longest, use = vitals.number("pooler_max_wait_s"), vitals.number("database_cpu")
    if longest is None or use is None:
        return missing(vitals, "pooler_max_wait_s", "database_cpu")
    seen = f"a client waits {longest:g} s for the pooler, the database is at {percent(use)}"
    if longest <= vitals.line(LONGEST_S) or use >= vitals.line(IDLE):
        return quiet(seen)
    return fires(
        vitals,
        seen,
        "raise the pooler's server connections, within the connection budget",
        "pooler_max_wait_s",
        "database_cpu",
    )
