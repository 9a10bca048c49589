"""Vitals from a look at Redis: that a cache or a queue is in use, where its keys and commands show it.

A server that was named and holds nothing yet, or data of no known kind, shows neither.
"""

from collections.abc import Iterator

from checks.core import Confidence, Fact
from checks.fill.fact import measured
from checks.probes.redis import Redis
from checks.redis._use import Use, uses

VITALS = {Use.CACHE: "cache", Use.QUEUE: "queue"}


def facts(redis: Redis) -> Iterator[Fact]:
    """What it is used for, MEDIUM since it is read from names and expiry."""
    for use, shown in uses(redis).items():
        if use in VITALS:
            product = f"{redis.product} {redis.version}".strip()
            where = f"{redis.url}: {shown}"
            yield measured(VITALS[use], product, where, confidence=Confidence.MEDIUM)
