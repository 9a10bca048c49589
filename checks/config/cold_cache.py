"""Would the origin survive an empty cache?

Why: a cache is a debt: when it is empty, the origin gets everything at once. Below its capacity that is a slow
minute, above it an outage that retries keep alive.
What to do: one computation for many callers, shedding above the origin's capacity, and a rehearsal at half of the
peak.
Source: arithmetic (formula cold_cache): what arrives over what the origin serves alone. Single flight after Nishtala
et al., "Scaling Memcache at Facebook" (NSDI 2013).
"""

from checks.core import Report, Severity
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "peak_requests_per_second above origin_capacity, without single_flight"
RELIEVES = ("nothing",)


def check(vitals: Vitals) -> Report:
    """Fires when more arrives than the origin holds; LOW where a single flight softens it."""
    peak = vitals.number("peak_requests_per_second") or vitals.number("requests_per_second")
    capacity = vitals.number("origin_capacity")
    if peak is None or capacity is None:
        return missing(vitals, "peak_requests_per_second", "origin_capacity")
    seen = f"{peak:,.0f} requests a second arrive at the peak, {capacity:,.0f} are served without the cache"
    if capacity >= peak:
        return quiet(seen)
    return fires(
        vitals,
        seen,
        "let one caller compute for all, and shed above the origin's capacity",
        "peak_requests_per_second",
        "requests_per_second",
        "origin_capacity",
        "single_flight",
        severity=Severity.LOW if vitals.number("single_flight") else Severity.MEDIUM,
    )
