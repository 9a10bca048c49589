"""Is one table so large that its upkeep is the problem?

Why: vacuum, index builds and deletes by age grow with the table, not with the part that is read.
What to do: archive, or partition by time, once most queries carry the time.
Source: GitLab's database guidelines limit a table to 100 GB; 50 million rows is the other half of the same
guideline for data that loses its interest with time.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet, size
from checks.threshold import Grade, threshold
from checks.vitals import Vitals

TOO_BIG = threshold(
    "limits.large_table.too_big",
    100e9,
    unit="B",
    grade=Grade.A,
    source="GitLab, large tables limitations",
)
TOO_MANY = threshold(
    "limits.large_table.too_many", 50e6, unit="1", grade=Grade.A, source="GitLab, time-decay data"
)
LINE = "largest_table_bytes of {TOO_BIG:,.0f} or largest_table_rows of {TOO_MANY:,.0f} or more"


def check(vitals: Vitals) -> Report:
    """Fires at 100 GB or 50 million rows."""
    weight = vitals.number("largest_table_bytes")
    rows = vitals.number("largest_table_rows")
    if weight is None and rows is None:
        return missing(vitals, "largest_table_bytes", "largest_table_rows")
    seen = f"the largest table has {size(weight or 0)} and {rows or 0:,.0f} rows"
    if (weight or 0.0) < vitals.line(TOO_BIG) and (rows or 0.0) < vitals.line(TOO_MANY):
        return quiet(seen)
    return fires(
        vitals,
        seen,
        "see whether old rows can be archived or dropped by partition",
        "largest_table_bytes",
        "largest_table_rows",
    )
