"""Is the database's storage at its cap?

Why: a full volume makes every statement wait while processors idle; more cores or more application servers
change nothing then. While a processor is full, the same waiting is no sign: blocks that come from the system's own
cache are counted as waiting for storage too.
What to do: buy IO (or memory, where blocks are read again and again), not processor.
Source: 80 % of the volume's cap is this tool's default; Figma named its provider's IO cap as one of the limits
that forced a split ("How Figma's databases team lived to tell the scale", 2024).
"""

from checks.busy import processors_full
from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.vitals import Vitals

NEAR_CAP = 0.8
WAITING = 0.3
LINE = f"iops_share of {NEAR_CAP} or io_wait_share of {WAITING} or more, no processor full"


def check(vitals: Vitals) -> Report:
    """Fires when the volume is near its cap, or a third of the busy sessions wait for it."""
    used = vitals.number("iops_share")
    waits = vitals.number("io_wait_share")
    if used is None and waits is None:
        return missing(vitals, "io_wait_share", "iops_share")
    seen = [f"{percent(used)} of the volume's operations are used"] if used is not None else []
    if waits is not None:
        seen.append(f"{percent(waits)} of busy sessions wait for storage")
    waiting = (waits or 0.0) >= WAITING and not processors_full(vitals)
    if (used or 0.0) < NEAR_CAP and not waiting:
        return quiet("; ".join(seen))
    return fires(
        vitals,
        "; ".join(seen),
        "raise the volume's operations, or the memory where the hit ratio is low",
        "iops_share",
        "io_wait_share",
    )
