"""Does the origin survive an empty cache?

Source: arithmetic: what reaches the origin is peak x (1 - hit). From 99 % to 98 % of hits doubles it.
"""


def origin_rate(peak: float, hit: float) -> float:
    """Requests per second that reach the origin at this hit ratio (0 to 1)."""
    return peak * (1 - hit)


def hit_needed(peak: float, capacity: float) -> float:
    """The least hit ratio at which the origin holds; 0 where it holds without a cache."""
    return max(0.0, 1 - capacity / peak) if peak else 0.0


def survival(peak: float, capacity: float) -> float:
    """Share of the peak that the origin answers with an empty cache.

    Below 1 shedding and a single flight are part of the cache, not an option.
    """
    return capacity / peak if peak else 1.0
