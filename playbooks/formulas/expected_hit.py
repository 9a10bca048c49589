"""What a cache takes off the origin: at most the share of requests that repeat within its lifetime.

Source: arithmetic: the first request of each key within the lifetime always misses, so the share of repeats bounds
the hit ratio from above. Half of it must show: not every route is cached, and writes delete keys.
"""

from checks.vitals import Vitals
from playbooks.formulas.spread import spread

MUST_SHOW = 0.5


def calls_left(calls: float, hit: float) -> float:
    """Calls that still reach the origin at this hit ratio (0 to 1)."""
    return calls * (1 - hit)


def bounds(vitals: Vitals) -> tuple[float, float] | None:
    """The span of after / before of the origin's calls; None where repeats were not measured."""
    share = vitals.number("repeat_share")
    if share is None:
        share = vitals.number("identical_read_share")
    return None if share is None else spread(calls_left(1.0, share), MUST_SHOW)
