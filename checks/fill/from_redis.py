"""Vitals from a look at Redis: a cache or a queue in use where keys and commands show it, and how the cache does.

A server that was named and holds nothing yet, or data of no known kind, shows neither. Its hit ratio needs two
looks (`--seconds`) and a thousand look-ups. That cache and jobs are kept apart cannot be seen in one server, and is
not told.
"""

from collections.abc import Iterator

from checks.core import Confidence, Fact
from checks.fill.fact import measured, window
from checks.probes.redis import Redis
from checks.redis._use import Use, uses

VITALS = {Use.CACHE: "cache", Use.QUEUE: "queue"}
ENOUGH = 1000
"""Look-ups in the window before a ratio means something (this tool's default)."""


def facts(redis: Redis) -> Iterator[Fact]:
    """What it is used for, MEDIUM since it is read from names and expiry; of a cache how it does."""
    found = uses(redis)
    for use in (one for one in VITALS if one in found):
        product = f"{redis.product} {redis.version}".strip()
        where = f"{redis.url}: {found[use]}"
        yield measured(VITALS[use], product, where, confidence=Confidence.MEDIUM)
    if Use.CACHE in found:
        yield from _cache(redis)
    if {Use.CACHE, Use.QUEUE} <= found.keys():
        where = f"{redis.url}: {found[Use.CACHE]}, {found[Use.QUEUE]}"
        yield measured("redis_shared", True, where, confidence=Confidence.MEDIUM)


def _cache(redis: Redis) -> Iterator[Fact]:
    limit, policy = redis.number("maxmemory"), redis.words.get("maxmemory_policy", "")
    if limit and policy:
        used = redis.number("used_memory") / limit
        yield measured("cache_memory_share", min(1.0, used), f"INFO memory of {redis.url}")
        yield measured("cache_eviction", policy, f"INFO memory of {redis.url}")
    if redis.window_s:
        evicted, span = redis.number("evicted_keys"), window(redis.window_s)
        where = f"INFO stats of {redis.url}: evicted_keys"
        yield measured("cache_evictions_per_second", evicted / redis.window_s, where, window=span)
    hits, misses = redis.number("keyspace_hits"), redis.number("keyspace_misses")
    if redis.window_s and hits + misses >= ENOUGH:
        where = f"INFO stats of {redis.url}: {hits:.0f} of {hits + misses:.0f} look-ups"
        yield measured(
            "cache_hit_ratio", hits / (hits + misses), where, window=window(redis.window_s)
        )
