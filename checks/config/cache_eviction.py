"""Is a cache that may not evict near its limit?

Why: Redis' default policy is noeviction: at the limit a cache then refuses every write, and the application sees
errors instead of misses.
What to do: an allkeys policy for a cache; noeviction only where jobs are kept.
Source: Redis documentation, "Key eviction". 75 % of the limit is this tool's default.
"""

from checks.core import Report, Severity
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

NEAR = threshold("config.cache_eviction.near", 0.75)
LINE = "cache_eviction noeviction with a cache_memory_share of {NEAR} or more"
RELIEVES = ("nothing",)


def check(vitals: Vitals) -> Report:
    """Fires when the policy is noeviction; LOW while there is room."""
    policy = vitals.fact("cache_eviction")
    used = vitals.number("cache_memory_share")
    if policy is None:
        return missing(vitals, "cache_eviction")
    if str(policy.value).strip().lower() != "noeviction":
        return quiet(f"the cache evicts by {policy.value}")
    if used is None:
        return missing(vitals, "cache_memory_share")
    return fires(
        vitals,
        f"the cache may not evict (noeviction) and uses {percent(used)} of its limit",
        "set maxmemory-policy to allkeys-lru",
        "cache_eviction",
        "cache_memory_share",
        severity=Severity.MEDIUM if used >= vitals.line(NEAR) else Severity.LOW,
    )
