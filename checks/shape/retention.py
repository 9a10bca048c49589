"""Does deleting old rows fall behind new ones?

Why: each deleted row is read, marked, logged and vacuumed; above some rate the table only grows. A partition is
dropped at once.
What to do: stop keeping what nobody reads; then partitions by time.
Source: GitLab's design document on its table `web_hook_logs`, whose pruning worker could not keep up.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "retention_behind told or seen as true"
RELIEVES = ("storage",)


def check(vitals: Vitals) -> Report:
    """Fires when that is known."""
    value = vitals.number("retention_behind")
    if value is None:
        return missing(vitals, "retention_behind")
    if not value:
        return quiet("deleting old rows keeps up")
    return fires(
        vitals,
        "deleting old rows cannot keep up with new ones",
        "drop partitions by time instead of deleting rows",
        "retention_behind",
    )
