"""Does the cache answer what it is asked?

Why: a miss costs the question to the cache and the work behind it. Under one half the cache is often slower than
none.
What to do: longer lives, fewer and coarser keys, more memory where it evicts; take it out where every key is asked
once.
Source: Redis' documentation names 0.8 as a good ratio; 0.5 is this tool's default. Only what came while we watched
counts: a lifetime's total hides today behind last year.
"""

from checks.core import Report, Severity, not_applicable
from checks.fill.fact import window
from checks.live import answer, count, few, finding, percent, seen, unread
from checks.probes.redis import Redis
from checks.redis._use import Use, uses

ADVICE = True
GOOD = 0.8
USELESS = 0.5
ENOUGH = 1000


def check(redis: Redis) -> Report:
    """Fires under four hits in five of at least a thousand look-ups in the window; HIGH under one half."""
    if (report := unread(redis.missing, "info")) is not None:
        return report
    used = uses(redis)
    if used and Use.CACHE not in used:
        return not_applicable(f"it is used for {' and '.join(used)}, not as a cache")
    hits, misses = redis.number("keyspace_hits"), redis.number("keyspace_misses")
    if redis.window_s is None:
        return few("a lifetime's total says nothing of today: watch it with --seconds 30")
    if hits + misses < ENOUGH:
        return few(
            f"{count(hits + misses)} look-ups in the {window(redis.window_s)[5:]} are too few"
        )
    ratio = hits / (hits + misses)
    said = f"{percent(ratio)} of {count(hits + misses)} look-ups were answered"
    if ratio >= GOOD:
        return answer((), examined=1, window=window(redis.window_s), note=said)
    evicted = redis.number("evicted_keys")
    found = finding(
        f"{said}{f', while {count(evicted)} keys were evicted' if evicted else ''}",
        "give it more memory: it evicts what is asked again"
        if evicted
        else "longer lives or coarser keys; take it out where every key is asked once",
        seen("hit_ratio", ratio, "ratio", "INFO stats", window(redis.window_s)),
        seen("evicted_keys", evicted, "1", "INFO stats", window(redis.window_s)),
        severity=Severity.HIGH if ratio < USELESS else Severity.MEDIUM,
    )
    return answer([found], examined=1, window=window(redis.window_s))
