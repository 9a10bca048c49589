"""Do so many people change one code base that they get in each other's way?

Why: beyond about ten, nobody knows all of it; without borders that a machine enforces, every change can break
anything.
What to do: a map of modules and a linter that holds it (rung modular_monolith).
Source: ten committers a month is this tool's default; Shopify enforces components in one code base for far more
("Deconstructing the Monolith", 2019).
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

MANY = 10.0
LINE = f"committers above {MANY:g} a month"


def check(vitals: Vitals) -> Report:
    """Fires when more than ten people commit in a month."""
    people = vitals.number("committers")
    if people is None:
        return missing(vitals, "committers")
    if people <= MANY:
        return quiet(f"{people:g} people commit in a month")
    return fires(
        vitals,
        f"{people:g} people commit in a month",
        "draw and enforce module borders",
        "committers",
    )
