"""Is the application near the memory that it may have?

Why: at the limit the system kills the process, all of its requests fail at once, and what restarts begins with cold
caches. More processes on the same machine make it worse, and it looks like errors without a cause.
What to do: see whether it grows without end (a leak) or with each process; fewer processes or a higher limit; restart
workers after a number of requests as a stopgap.
Source: Kubernetes documentation, "Resource Management for Pods and Containers": what exceeds its memory limit is
killed. 90 % is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

NEAR = threshold("limits.app_memory.near", 0.9)
LINE = "app_memory_share of {NEAR} or more"
RELIEVES = ("nothing", "app_cpu")


def check(vitals: Vitals) -> Report:
    """Fires when nine tenths of it are used."""
    share = vitals.number("app_memory_share")
    if share is None:
        return missing(vitals, "app_memory_share")
    seen = f"the application uses {percent(share)} of the memory that it may have"
    if share < vitals.line(NEAR):
        return quiet(seen)
    return fires(
        vitals,
        f"{seen}: at the limit it is killed",
        "find out whether it leaks; fewer processes, or a higher limit",
        "app_memory_share",
        "processes_per_instance",
    )
