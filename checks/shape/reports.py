"""Do reports over many rows own a good part of the database's time?

Why: a report reads many rows for few people, and everybody else waits behind it. More machine carries it along, and
shards make it slower.
What to do: run it on a replica, or at night from a copy; a column store when there are many.
Source: Langfuse and Trigger.dev moved such reads to a column store, as their engineers wrote. 30 % is this tool's
default.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

NOTABLE = threshold("shape.reports.notable", 0.3)
LINE = "analytics_share of {NOTABLE} or more"


def check(vitals: Vitals) -> Report:
    """Fires from that share on."""
    share = vitals.number("analytics_share")
    if share is None:
        return missing(vitals, "analytics_share")
    if share < vitals.line(NOTABLE):
        return quiet(f"{percent(share)} of the database's time is reports over many rows")
    return fires(
        vitals,
        f"{percent(share)} of the database's time is reports over many rows",
        "read them from a copy",
        "analytics_share",
    )
