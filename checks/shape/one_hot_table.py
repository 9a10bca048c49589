"""Is one single table the hot spot?

Why: the smallest thing that can move to a server of its own is a table, so a split leaves a hot table as hot as it
was.
What to do: index it, cache it, or partition it; a key inside it is what could divide it.
Source: Figma, "How Figma's databases team lived to tell the scale" (2024): the smallest unit of such a split is a
table. 40 % is this tool's default, as in shape.hot_group.
"""

from checks.core import Report
from checks.shape.hot_group import LARGE
from checks.signal import fires, missing, percent, quiet
from checks.vitals import Vitals

LINE = "hot_table_share of {LARGE} or more"


def check(vitals: Vitals) -> Report:
    """Fires from that share on."""
    share = vitals.number("hot_table_share")
    if share is None:
        return missing(vitals, "hot_table_share")
    if share < vitals.line(LARGE):
        return quiet(f"{percent(share)} of the database's time goes to one single table")
    return fires(
        vitals,
        f"{percent(share)} of the database's time goes to one single table",
        "index, cache or partition that table",
        "hot_table_share",
    )
