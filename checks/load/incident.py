"""Are users being hurt right now?

Why: during an incident the ladder's order gives way to lead time: only what helps within hours counts, and
protecting what still works comes before making anything faster.
What to do: shed, time out, limit; then the fastest reversible step for the full resource.
Source: Google's SRE book, chapters "Handling Overload" and "Addressing Cascading Failures".
"""

from checks.core import Report, Severity
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "an incident that is told or seen"


def check(vitals: Vitals) -> Report:
    """Fires when an incident is told or seen."""
    told = vitals.number("incident")
    if told is None:
        return missing(vitals, "incident")
    if not told:
        return quiet("no incident")
    return fires(
        vitals,
        "users are being hurt right now",
        "freeze deploys, shed the least important requests, and set time-outs before anything else",
        "incident",
        "error_share",
        severity=Severity.CRITICAL,
    )
