"""Do many joins or transactions cross the border of the busiest group of tables?

Why: on two servers each of those is two statements, without a transaction around them. They are removed before the
cut, not after.
What to do: count them with a linter on the one server, and remove them there.
Source: GitHub, "Partitioning GitHub's relational databases to handle scale" (2021): linters on crossing queries and
transactions first. 5 % is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

FEW = threshold("shape.glued_groups.few", 0.05)
LINE = "cross_group_share of {FEW} or more"


def check(vitals: Vitals) -> Report:
    """Fires from that share on."""
    share = vitals.number("cross_group_share")
    if share is None:
        return missing(vitals, "cross_group_share")
    if share < vitals.line(FEW):
        return quiet(
            f"{percent(share)} of joins and transactions cross the border of the busiest group"
        )
    return fires(
        vitals,
        f"{percent(share)} of joins and transactions cross the border of the busiest group",
        "remove the crossings on the one server first",
        "cross_group_share",
    )
