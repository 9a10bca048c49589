"""Is the largest sane machine for the database reached?

Why: as long as a bigger machine can be had, it is cheaper than dividing the data; beyond it there is none.
What to do: price the next size up; only where there is none, weigh a split.
Source: the price cliff at the top is the reason for "sane": the largest machines cost about twice as much a core
as the size below (instance price lists).
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "largest_machine told as true"


def check(vitals: Vitals) -> Report:
    """Fires when somebody said that no larger machine is to be had."""
    reached = vitals.number("largest_machine")
    if reached is None:
        return missing(vitals, "largest_machine")
    if not reached:
        return quiet("a larger machine can be had")
    return fires(
        vitals,
        "the largest sane machine is reached or priced out",
        "take load away before dividing data",
        "largest_machine",
        "database_cores",
        "database_memory_bytes",
    )
