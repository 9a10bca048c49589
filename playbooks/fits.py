"""Whether a rung can be there in time: a launch or an incident gets only what its days allow.

Lead times are judgements of this tool (`days` in each page's head). A rung fits when even its long lead time does; a
cheap one that can be taken back also fits a short time when its quick lead time does twice over.
"""

from math import inf

from checks.vitals import Vitals
from playbooks.core import Rung

INCIDENT_DAYS = 1.0
"""In an incident only what can be there within a day helps."""
CHEAP = 1
"""Cost class up to which a hurried attempt is worth its risk."""


def days_left(vitals: Vitals) -> float:
    """Days until it must work; infinite where nothing presses."""
    if vitals.number("incident"):
        return INCIDENT_DAYS
    days = vitals.number("launch_in_days")
    factor = vitals.number("launch_load_factor") or 1.0
    return inf if days is None or factor <= 1.0 else days


def fits(rung: Rung, vitals: Vitals) -> bool:
    """Whether the rung can be there in the days that are left."""
    left = days_left(vitals)
    quick, slow = rung.days
    hurried = rung.cost <= CHEAP and rung.reversible == "yes" and 2 * quick <= left
    return slow <= left or hurried
