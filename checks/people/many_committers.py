"""Do so many people change one code base that they get in each other's way?

Why: beyond about ten, nobody knows all of it; without borders that a machine enforces, every change can break
anything.
What to do: a map of modules and a linter that holds it (rung modular_monolith).
Source: ten committers a month is this tool's default; Shopify enforces components in one code base for far more
("Deconstructing the Monolith", 2019).
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

MANY = threshold("people.many_committers.many", 10.0, unit="1")
LINE = "committers above {MANY:g} a month"


def check(vitals: Vitals) -> Report:
    """Fires when more than ten people commit in a month."""
    people = vitals.number("committers")
    if people is None:
        return missing(vitals, "committers")
    if people <= vitals.line(MANY):
        return quiet(f"{people:g} people commit in a month")
    return fires(
        vitals,
        f"{people:g} people commit in a month",
        "draw and enforce module borders",
        "committers",
    )
