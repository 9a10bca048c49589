"""Is the largest table too small for partitions to matter?

Why: under 10 GB vacuum and index builds take minutes; partitions would add planning time and rules on keys for
nothing.
What to do: leave the table whole.
Source: GitLab's database guidelines aim at partitions of at most 10 GB.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet, size
from checks.threshold import Grade, threshold
from checks.vitals import Vitals

SMALL = threshold(
    "limits.small_table.small",
    10e9,
    unit="B",
    grade=Grade.A,
    source="GitLab, partitions of at most 10 GB",
)
LINE = "largest_table_bytes under {SMALL:,.0f}"


def check(vitals: Vitals) -> Report:
    """Fires when the largest table is under 10 GB."""
    weight = vitals.number("largest_table_bytes")
    if weight is None:
        return missing(vitals, "largest_table_bytes")
    if weight >= vitals.line(SMALL):
        return quiet(f"the largest table has {size(weight)}")
    return fires(
        vitals,
        f"the largest table has {size(weight)}: upkeep takes minutes",
        "leave it whole",
        "largest_table_bytes",
    )
