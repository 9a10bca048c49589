"""Does the cache forget keys before they are asked for again?

Why: a cache that evicts while half of its lookups miss is too small for what it is given: it works and does not help.
Evictions alone are normal, a full cache has them all the time.
What to do: leave out what is rarely asked again, make values smaller, shorten lives, then more memory.
Source: Redis documentation, "Key eviction" (evicted_keys beside keyspace_misses); a hit ratio of 0.8 as in
config.cache_hits.
"""

from checks.config.cache_hits import GOOD
from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.vitals import Vitals

LINE = "cache_evictions_per_second above 0 with a cache_hit_ratio under {GOOD}"
RELIEVES = ("nothing",)


def check(vitals: Vitals) -> Report:
    """Fires when keys are evicted while many lookups miss."""
    evicted, hits = vitals.number("cache_evictions_per_second"), vitals.number("cache_hit_ratio")
    if evicted is None:
        return missing(vitals, "cache_evictions_per_second")
    if not evicted:
        return quiet("the cache evicts nothing")
    if hits is None:
        return missing(vitals, "cache_hit_ratio")
    seen = f"the cache evicts {evicted:,.1f} keys a second, and {percent(hits)} of lookups hit"
    if hits >= vitals.line(GOOD):
        return quiet(seen)
    return fires(
        vitals,
        f"{seen}: it forgets what is asked again",
        "leave out what is rarely asked again, then give it more memory",
        "cache_evictions_per_second",
        "cache_hit_ratio",
        "cache_memory_share",
    )
