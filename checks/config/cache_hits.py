"""Does the shared cache miss often?

Why: a cache that misses half of its lookups adds a hop and a failure to every one of them and saves little work.
What to do: see which keys miss (too short a life, too many variants, eviction); take the cache out where nothing
repeats.
Source: Redis' documentation expects a hit ratio of 0.8 and more; under 0.5 as a reason to act is this tool's default.
"""

from checks.core import Report, Severity
from checks.signal import fires, missing, percent, quiet
from checks.threshold import Grade, threshold
from checks.vitals import Vitals

GOOD = threshold(
    "config.cache_hits.good", 0.8, grade=Grade.B, source="Redis documentation expects 0.8 and more"
)
POOR = threshold("config.cache_hits.poor", 0.5)
LINE = "cache_hit_ratio under {POOR}"
RELIEVES = ("nothing",)


def check(vitals: Vitals) -> Report:
    """Fires under four fifths, LOW down to one half."""
    hits = vitals.number("cache_hit_ratio")
    if hits is None:
        return missing(vitals, "cache_hit_ratio")
    seen = f"{percent(hits)} of the cache's lookups hit"
    if hits >= vitals.line(GOOD):
        return quiet(seen)
    return fires(
        vitals,
        seen,
        "repair the keys that miss, or take the cache out",
        "cache_hit_ratio",
        severity=Severity.MEDIUM if hits < vitals.line(POOR) else Severity.LOW,
    )
