"""Do slow minutes come at a fixed interval?

Why: what is slow every five minutes is a lifetime that ends for everybody at once, or a scheduled job: a stampede,
not a lack of machine.
What to do: a random part in each lifetime, one computation for many callers, and the job at another time or in
smaller pieces.
Source: Vattani et al., "Optimal Probabilistic Cache Stampede Prevention" (VLDB 2015); RFC 5861 for stale-while-
revalidate.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "spikes_aligned told or seen as true"
RELIEVES = ("nothing",)


def check(vitals: Vitals) -> Report:
    """Fires when that is known."""
    value = vitals.number("spikes_aligned")
    if value is None:
        return missing(vitals, "spikes_aligned")
    if not value:
        return quiet("slow minutes follow no clock")
    alike = vitals.number("ttl_jitter")
    why = "; lifetimes in the cache carry no random part" if alike is not None and not alike else ""
    return fires(
        vitals,
        f"slow minutes come at a fixed interval: a lifetime that ends for all, or a scheduled job{why}",
        "put a random part into lifetimes, and let one caller compute for all",
        "spikes_aligned",
        "ttl_jitter",
    )
