"""Does a large part of the users write from far away?

Why: reads from afar are helped by a CDN or a regional replica; only writes that cannot be cached ask for a
second region that takes them.
What to do: serve cacheable content from the edge first, then weigh home regions by tenant.
Source: 30 % of users beyond 150 ms of round trip is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

MANY = threshold("load.far_writers.many", 0.3)
LINE = "far_write_share of {MANY} or more"


def check(vitals: Vitals) -> Report:
    """Fires when 30 % of the users write from more than 150 ms away."""
    share = vitals.number("far_write_share")
    if share is None:
        return missing(vitals, "far_write_share")
    if share < vitals.line(MANY):
        return quiet(f"{percent(share)} of users write from far away")
    return fires(
        vitals,
        f"{percent(share)} of users write from more than 150 ms away",
        "measure what part of their waiting is distance",
        "far_write_share",
    )
