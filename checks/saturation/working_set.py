"""Does the database read again and again what does not fit its memory?

Why: a low hit ratio together with waiting for storage means that memory, not processor, is the purchase. A low
ratio alone is harmless: a report that reads old rows causes it too.
What to do: first the index that reads fewer blocks, then memory.
Source: PgHero warns under a hit rate of 99 % (`cache_hit_rate_threshold`).
"""

from checks.busy import crowded
from checks.core import Report
from checks.saturation.storage_io import AT_WORK, nobody_at_work  # noqa: F401 (LINE names AT_WORK)
from checks.signal import fires, missing, percent, quiet
from checks.threshold import Grade, threshold
from checks.vitals import Vitals

GOOD = threshold(
    "saturation.working_set.good", 0.99, grade=Grade.A, source="PgHero, cache_hit_rate_threshold"
)
WAITING = threshold("saturation.working_set.waiting", 0.2)
LINE = (
    "buffer_hit_ratio under {GOOD} with io_wait_share of {WAITING} or more of {AT_WORK:g} session at work, "
    "no processor full"
)


def check(vitals: Vitals) -> Report:
    """Fires when blocks miss the buffers and sessions wait for storage."""
    hits = vitals.number("buffer_hit_ratio")
    waits = vitals.number("io_wait_share")
    if hits is None or waits is None:
        return missing(vitals, "buffer_hit_ratio", "io_wait_share")
    seen = f"{hits:.1%} of block reads hit the buffers, {percent(waits)} of busy sessions wait"
    rare = hits >= vitals.line(GOOD) or waits < vitals.line(WAITING)
    if rare or crowded(vitals) or nobody_at_work(vitals):
        return quiet(seen)
    return fires(
        vitals,
        f"{seen} for storage",
        "add memory for the part of the data that is read all the time",
        "buffer_hit_ratio",
        "io_wait_share",
    )
