"""Is a launch near that will multiply the load?

Why: what is not built before that day does not help on it; bounds on waiting and retries do at any load, and are a
day's work.
What to do: bound every wait, refuse early, and try the launch's load before the day.
Source: Google, "Site Reliability Engineering", chapter "Handling Overload". A month and a factor of 2 are this tool's
defaults.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

SOON_DAYS = threshold("load.launch.soon_days", 30.0, unit="d")
MUCH = threshold("load.launch.much", 2.0, unit="times")
LINE = "a launch_in_days of {SOON_DAYS:g} or less with a launch_load_factor of {MUCH:g} or more"


def check(vitals: Vitals) -> Report:
    """Fires when a launch within a month at least doubles the load."""
    days = vitals.number("launch_in_days")
    factor = vitals.number("launch_load_factor")
    if days is None:
        return missing(vitals, "launch_in_days")
    if factor is None:
        return missing(vitals, "launch_load_factor")
    seen = f"a launch in {days:g} days brings {factor:g} times the load"
    if days > vitals.line(SOON_DAYS) or factor < vitals.line(MUCH):
        return quiet(seen)
    return fires(
        vitals,
        seen,
        "bound waits and retries, and try that load before the day",
        "launch_in_days",
        "launch_load_factor",
    )
