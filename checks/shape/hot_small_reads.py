"""Does the database spend its time on reading the same small, rarely written data?

Why: a licence, a setting or a list of categories that is read thousands of times a second fits into each process,
and a second of staleness there costs nobody anything.
What to do: a cache in the process with a life of seconds (rung cache_app).
Source: GitLab's "Read-mostly data" pattern: a one-second cache in the process for a table of 50 kB that was read
6,000 times a second. 30 % of the time is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

OFTEN = threshold("shape.hot_small_reads.often", 0.3)
LINE = "identical_read_share of {OFTEN} or more"


def check(vitals: Vitals) -> Report:
    """Fires when a third of the database's time is such reading."""
    share = vitals.number("identical_read_share")
    if share is None:
        return missing(vitals, "identical_read_share")
    if share < vitals.line(OFTEN):
        return quiet(f"{percent(share)} of the time is reading small hot data")
    return fires(
        vitals,
        f"{percent(share)} of the database's time is reading small data that is rarely written",
        "keep it in each process for a second or more",
        "identical_read_share",
    )
