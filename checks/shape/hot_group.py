"""Does one group of tables own nearly half of the database's time?

Why: a group that could live alone can be moved to its own server, which takes its whole load away at once.
What to do: draw the border in the code first, and count what crosses it.
Source: GitHub moved groups of tables and halved the load of the hosts they left ("Partitioning GitHub's
relational databases to handle scale", 2021); 40 % is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

LARGE = threshold("shape.hot_group.large", 0.4)
LINE = "largest_group_share of {LARGE} or more"


def check(vitals: Vitals) -> Report:
    """Fires when a group of tables owns 40 % of the time."""
    share = vitals.number("largest_group_share")
    if share is None:
        return missing(vitals, "largest_group_share")
    if share < vitals.line(LARGE):
        return quiet(f"the busiest group of tables owns {percent(share)} of the time")
    return fires(
        vitals,
        f"one group of tables owns {percent(share)} of the database's time",
        "count the joins and transactions that cross its border",
        "largest_group_share",
    )
