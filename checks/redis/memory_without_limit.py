"""May this Redis grow until its machine has no memory left?

Why: without `maxmemory` Redis takes what it can get, until the kernel ends a process, often another one. While it
saves itself in the background it may need up to twice as much.
What to do: set `maxmemory` to 60 to 75 % of the memory that it may have, with the policy that its use asks for.
Source: https://redis.io/docs/latest/operate/oss_and_stack/management/admin/ (memory, overcommit, fork); half of the
machine's memory is this tool's default, since a fork may double it.
"""

from checks.core import Report, Severity, not_applicable
from checks.live import answer, finding, percent, seen, size, unread
from checks.probes.redis import Redis
from checks.redis._use import Use, uses

ADVICE = True
HALF = 0.5
MOST = 0.75


def check(redis: Redis) -> Report:
    """Fires from half of the machine's memory at its peak; LOW where a cache has no limit and is small yet."""
    if (report := unread(redis.missing, "info")) is not None:
        return report
    if redis.number("maxmemory"):
        return not_applicable("maxmemory is set")
    machine = redis.number("total_system_memory")
    peak = max(redis.number("used_memory_peak"), redis.number("used_memory_rss"))
    share = peak / machine if machine else 0.0
    cache = uses(redis).get(Use.CACHE)
    if share < HALF and cache is None:
        return answer((), examined=1, note=f"its peak was {percent(share)} of the machine's memory")
    said = f"maxmemory is not set and its peak was {size(peak)}"
    found = finding(
        f"{said}, {percent(share)} of the machine's {size(machine)}"
        if share >= HALF
        else f"{said}; it is a cache ({cache}), which grows until something stops it",
        "set maxmemory to 60 to 75 % of the memory that it may have, with a policy that fits its use",
        seen("used_memory_peak", peak, "B", "INFO memory"),
        seen("total_system_memory", machine, "B", "INFO memory"),
        severity=Severity.HIGH if share >= MOST else Severity.MEDIUM if share >= HALF else Severity.LOW,
    )  # fmt: skip
    return answer([found], examined=1)
