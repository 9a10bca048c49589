"""Are old rows of the largest table read as often as new ones?

Why: partitions by time pay because old ones are neither read nor vacuumed, and can be dropped at once. Where all
rows are equally alive, every query touches every partition.
What to do: leave the table whole, and tune its vacuum.
Source: GitLab's database guidelines, pattern "Time-decay data".
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "time_decay told as false"


def check(vitals: Vitals) -> Report:
    """Fires when old rows are known to be read as often as new ones."""
    decay = vitals.number("time_decay")
    if decay is None:
        return missing(vitals, "time_decay")
    if decay:
        return quiet("old rows are rarely read")
    return fires(
        vitals,
        "old rows are read as often as new ones",
        "leave the table whole, and tune its vacuum",
        "time_decay",
    )
