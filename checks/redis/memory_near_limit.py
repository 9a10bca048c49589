"""Is a Redis that evicts nothing near its memory limit?

Why: at `maxmemory` with `noeviction` every write fails, also the ones that take jobs out of a queue. A cache that
evicts is meant to be full and is left alone here.
What to do: raise `maxmemory`, drain the queue, or let keys expire; find the large keys (check redis.big_keys).
Source: 90 % is awesome-prometheus-alerts' bar, 75 % this tool's default, after Slack's outage of 2017.
"""

from checks.core import Report, Severity, not_applicable
from checks.live import answer, finding, percent, seen, size, unread
from checks.probes.redis import Redis

ADVICE = True
NEAR = 0.75
FULL = 0.9


def check(redis: Redis) -> Report:
    """Fires from three quarters of `maxmemory` where nothing is evicted; HIGH from nine tenths."""
    if (report := unread(redis.missing, "info")) is not None:
        return report
    limit, policy = redis.number("maxmemory"), redis.words.get("maxmemory_policy", "")
    if not limit:
        return not_applicable("maxmemory is not set")
    if policy.startswith("allkeys"):
        return not_applicable(f"{policy} evicts: a full cache is a used one")
    used = redis.number("used_memory")
    share = used / limit
    said = f"{size(used)} of {size(limit)} are used ({percent(share)})"
    if share < NEAR:
        return answer((), examined=1, note=said)
    found = finding(
        f"{said}, and {policy} makes writes fail when it is full",
        "raise maxmemory, drain it, or let keys expire; see redis.big_keys for what takes the room",
        seen("used_memory", used, "B", "INFO memory"),
        seen("maxmemory", limit, "B", "INFO memory"),
        severity=Severity.HIGH if share >= FULL else Severity.MEDIUM,
    )
    return answer([found], examined=1)
