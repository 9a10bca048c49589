"""Does it take so long from push to green that people stop waiting for it?

Why: slow feedback makes changes large and rare; the cause is usually that everything depends on everything.
What to do: enforce module borders, then build and test only what a change touches (rung modular_monolith).
Source: 15 minutes is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

TOO_LONG_MIN = threshold("people.slow_builds.too_long_min", 15.0, unit="min")
LINE = "ci_minutes of {TOO_LONG_MIN:g} or more"


def check(vitals: Vitals) -> Report:
    """Fires when a build takes a quarter of an hour."""
    minutes = vitals.number("ci_minutes")
    if minutes is None:
        return missing(vitals, "ci_minutes")
    if minutes < vitals.line(TOO_LONG_MIN):
        return quiet(f"a build takes {minutes:g} minutes")
    return fires(
        vitals,
        f"a build takes {minutes:g} minutes",
        "draw and enforce module borders",
        "ci_minutes",
    )
