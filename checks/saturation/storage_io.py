"""Is the database's storage at its cap?

Why: a full volume makes every statement wait while processors idle; more cores or more application servers
change nothing then. While a processor is full, the same waiting is no sign: blocks that come from the system's own
cache are counted as waiting for storage too.
What to do: buy IO (or memory, where blocks are read again and again), not processor.
Source: a tenth of the machine's processor time in waiting for storage is awesome-prometheus-alerts' bar; 80 % of the
volume's cap is this tool's default; Figma named its provider's IO cap as one of the limits that forced a split ("How
Figma's databases team lived to tell the scale", 2024).
"""

from checks.busy import crowded
from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import Grade, threshold
from checks.vitals import Vitals

NEAR_CAP = threshold("saturation.storage_io.near_cap", 0.8)
WAITING = threshold("saturation.storage_io.waiting", 0.3)
CREDIT = threshold("saturation.storage_io.credit", 0.2)
MACHINE_WAITS = threshold(
    "saturation.storage_io.machine_waits",
    0.1,
    grade=Grade.A,
    source="awesome-prometheus-alerts, host CPU high iowait",
)
AT_WORK = threshold("saturation.storage_io.at_work", 1.0, unit="1")
"""Sessions at work below which a share of them is the share of next to nobody."""
LINE = (
    "iops_share or throughput_share of {NEAR_CAP} or more, burst_balance under {CREDIT}, "
    "io_wait_share of {WAITING} with {AT_WORK:g} session at work, or host_io_wait above {MACHINE_WAITS}, "
    "both with no processor full"
)


def check(vitals: Vitals) -> Report:
    """Fires when the volume is near its cap, or a third of the busy sessions wait for it."""
    used = _fullest(vitals)
    waits = vitals.number("io_wait_share")
    credit = vitals.number("burst_balance")
    machine = vitals.number("host_io_wait")
    if used is None and waits is None and credit is None and machine is None:
        return missing(vitals, "io_wait_share", "iops_share")
    seen = [f"{percent(used)} of the volume's cap is used"] if used is not None else []
    if waits is not None:
        seen.append(f"{percent(waits)} of busy sessions wait for storage")
    if machine is not None:
        seen.append(f"the machine waits for storage {percent(machine)} of the time")
    if credit is not None:
        seen.append(f"{percent(credit)} of the burst credit is left")
    empty = credit is not None and credit < vitals.line(CREDIT)
    sessions_wait = (waits or 0.0) >= vitals.line(WAITING) and not nobody_at_work(vitals)
    waits_long = sessions_wait or (machine or 0.0) > vitals.line(MACHINE_WAITS)
    waiting = waits_long and not crowded(vitals)
    if (used or 0.0) < vitals.line(NEAR_CAP) and not waiting and not empty:
        return quiet("; ".join(seen))
    return fires(
        vitals,
        "; ".join(seen),
        "raise the volume's operations, or the memory where the hit ratio is low",
        "iops_share",
        "throughput_share",
        "burst_balance",
        "io_wait_share",
        "host_io_wait",
    )


def nobody_at_work(vitals: Vitals) -> bool:
    """Whether it is known that less than one session was at work on average."""
    active = vitals.number("active_sessions")
    return active is not None and active < vitals.line(AT_WORK)


def _fullest(vitals: Vitals) -> float | None:
    """The larger use of the volume's two caps, operations and bytes; None where neither is known."""
    seen = [vitals.number(one) for one in ("iops_share", "throughput_share")]
    return max((one for one in seen if one is not None), default=None)
