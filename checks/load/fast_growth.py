"""Will the room that is left be gone within a year?

Why: runway matters more than the level: 60 % that triples is urgent, 75 % that stands still is not.
What to do: plan the next step for the resource that fills first, well before its date.
Source: arithmetic: a processor at `use` that grows by the factor `growth` a year is full when
use x growth reaches 1. Figma planned its splits by runway, not by level ("How Figma's databases team lived
to tell the scale", 2024).
"""

from checks.core import Report
from checks.growth import coming
from checks.signal import fires, missing, percent, quiet
from checks.vitals import Vitals

LINE = "the fullest processor's use times growth_per_year or launch_load_factor reaching 1"


def check(vitals: Vitals) -> Report:
    """Fires when this year's growth would fill a processor."""
    growth, when = coming(vitals)
    levels = [one for one in ("database_cpu", "app_cpu") if vitals.number(one) is not None]
    known = vitals.fact("growth_per_year") or vitals.fact("launch_load_factor")
    if known is None or not levels:
        return missing(vitals, "growth_per_year", "database_cpu", "app_cpu")
    fullest = max(levels, key=lambda one: vitals.number(one) or 0.0)
    then = (vitals.number(fullest) or 0.0) * growth
    if then < 1.0:
        return quiet(f"at this growth {fullest} is at {percent(then)} {when}")
    return fires(
        vitals,
        f"load grows {growth:g} times {when}: {fullest} would need {percent(then)} of what is there",
        "plan the next step for that resource now, while there is time to choose",
        "growth_per_year",
        "launch_in_days",
        "launch_load_factor",
        fullest,
    )
