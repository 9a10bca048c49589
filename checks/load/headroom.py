"""Is every resource far from its ceiling, and are users served in time?

Why: below half of a resource, waiting adds little, and every rung costs more than it brings; the right next
step is then none, with an alert that reopens the question.
What to do: write down the review date and the alert (rung do_nothing).
Source: in a single queue waiting grows as 1 / (1 - use): twice the service time at one half. The targets
of 500 ms (where none is told) and one half are this tool's defaults.
"""

from checks.busy import WAITS, wanted
from checks.core import Report
from checks.saturation.storage_io import nobody_at_work
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

EASY = threshold("load.headroom.easy", 0.5)
TARGET_MS = threshold("load.headroom.target_ms", 500.0, unit="ms")
LEVELS = ("database_cpu", "app_cpu")
SESSIONS = ("io_wait_share", "lock_wait_share")
MORE_LEVELS = ("iops_share", "network_share", *SESSIONS)
LINE = "every measured resource under {EASY} of its ceiling and p95_ms within its target"


def check(vitals: Vitals) -> Report:
    """Fires (in the good sense) when there is room everywhere and the 95th percentile is in time."""
    latency = vitals.number("p95_ms")
    if latency is None or any(vitals.number(one) is None for one in LEVELS):
        return missing(vitals, "p95_ms", *LEVELS)
    target = vitals.number("p95_target_ms") or vitals.line(TARGET_MS)
    full = {
        one: level
        for one in (*LEVELS, *MORE_LEVELS)
        if (level := _level(vitals, one)) >= vitals.line(EASY)
    }
    if connections(vitals) >= vitals.line(EASY):
        full["connections_used"] = connections(vitals)
    if full or latency > target:
        seen = [f"{one} at {percent(level)}" for one, level in full.items()]
        return quiet("; ".join([*seen, f"95th percentile {latency:.0f} of {target:.0f} ms"]))
    return fires(
        vitals,
        f"nothing is above {percent(vitals.line(EASY))}, and the 95th percentile of {latency:.0f} ms is within "
        f"{target:.0f} ms",
        "set the alert and the review date, and leave the system as it is",
        "p95_ms",
        "p95_target_ms",
        *LEVELS,
    )


def _level(vitals: Vitals, name: str) -> float:
    """Use; of a processor on a full machine with what waits for it; no share of sessions where hardly one works."""
    if name in SESSIONS and nobody_at_work(vitals):
        return 0.0
    return wanted(vitals, name) if name in WAITS else vitals.number(name) or 0.0


def connections(vitals: Vitals) -> float:
    """Open sessions over the server's limit; 0 where either is not known."""
    limit = vitals.number("max_connections")
    return (vitals.number("connections_used") or 0.0) / limit if limit else 0.0
