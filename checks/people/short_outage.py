"""Was so short an outage promised that losing a region would break it?

Why: rebuilding elsewhere from a backup takes hours; a promise of less needs something that already runs there.
What to do: a warm standby, with a person who decides about the switch.
Source: one hour is this tool's default; GitHub's analysis of October 2018 shows the price of switching by itself.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

SHORT_HOURS = threshold("people.short_outage.short_hours", 1.0, unit="h")
LINE = "rto_hours of {SHORT_HOURS:g} or less"


def check(vitals: Vitals) -> Report:
    """Fires when at most an hour of outage was promised."""
    hours = vitals.number("rto_hours")
    if hours is None:
        return missing(vitals, "rto_hours")
    if hours > vitals.line(SHORT_HOURS):
        return quiet(f"an outage of {hours:g} h was promised at most")
    return fires(
        vitals,
        f"an outage of at most {hours:g} h was promised",
        "rehearse the recovery, and measure it",
        "rto_hours",
    )
