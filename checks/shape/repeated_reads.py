"""Are many GET requests asked again within a short time?

Why: an answer that was just worked out can be given again; the origin then only sees what is new.
What to do: a shared cache with a short life, deletion on write and a single flight (rung cache_shared).
Source: the share of repeats bounds the hit ratio from above. 30 % of all GETs is this tool's default: the routes
that are worth caching repeat more often than the average, and Redis' documentation expects 80 % of those.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

OFTEN = threshold("shape.repeated_reads.often", 0.3)
LINE = "repeat_share of {OFTEN} or more"


def check(vitals: Vitals) -> Report:
    """Fires when three of ten GETs repeat."""
    share = vitals.number("repeat_share")
    if share is None:
        return missing(vitals, "repeat_share")
    if share < vitals.line(OFTEN):
        return quiet(f"{percent(share)} of GETs repeat within a cache's lifetime")
    return fires(
        vitals,
        f"{percent(share)} of GETs repeat within a cache's lifetime",
        "cache the routes that repeat, for seconds first",
        "repeat_share",
    )
