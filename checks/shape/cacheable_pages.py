"""Are many requests anonymous and identical?

Why: what is the same for everybody can be answered from the edge, and the origin never sees it.
What to do: cache headers with a short shared life, then a CDN (rung cdn).
Source: RFC 9111 (HTTP caching); one half of the requests is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

MANY = threshold("shape.cacheable_pages.many", 0.5)
LINE = "cacheable_share of {MANY} or more"


def check(vitals: Vitals) -> Report:
    """Fires when half of the requests could be answered from the edge."""
    share = vitals.number("cacheable_share")
    if share is None:
        return missing(vitals, "cacheable_share")
    if share < vitals.line(MANY):
        return quiet(f"{percent(share)} of requests are anonymous and identical")
    return fires(
        vitals,
        f"{percent(share)} of requests are anonymous and identical",
        "mark them as publicly cacheable for a few seconds",
        "cacheable_share",
    )
