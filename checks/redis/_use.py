"""What a Redis is used for, by what can be seen: the names that job queues give their keys, commands, expiry.

The names are those of the queues' own sources and manuals (RQ, Celery's kombu, Bull, Sidekiq, Resque, arq, SAQ,
Dramatiq, asynq, Huey). A key that only might be a job queue's is none.
"""

import re
from enum import StrEnum

from checks.probes.redis import Redis
from checks.signal import percent


class Use(StrEnum):
    """What the data is to its owners."""

    QUEUE = "queue"
    CACHE = "cache"
    SESSIONS = "sessions"


QUEUES = re.compile(
    r"^(rq:(queue|job|queues|workers)|arq:|celery$|_kombu\.|bull:\*?\w*:?(wait|id|meta|active|delayed)?|queue:\w|queues$"
    r"|resque:|dramatiq:|saq:|asynq:|huey\.|sidekiq|schedule$|retry$)"
)
CACHES = re.compile(r"(^|[:._-])cache|^:\*:|^views\.", re.IGNORECASE)
SESSIONS = re.compile(r"(^|[:._-])sess(ions?)?([:._-]|$)", re.IGNORECASE)
WAITING = (
    "blpop",
    "brpop",
    "brpoplpush",
    "blmove",
    "blmpop",
    "bzpopmin",
    "bzpopmax",
    "bzmpop",
    "xreadgroup",
)
"""Commands that wait for work: nothing but a queue calls them."""
MOSTLY, ENOUGH = 0.5, 20
"""Half of at least so many keys expire, and they are looked up: a cache (this tool's default)."""


def uses(redis: Redis) -> dict[Use, str]:
    """Each use with what shows it."""
    found: dict[Use, str] = {}
    patterns = redis.keys.patterns if redis.keys is not None else {}
    for use, sign in ((Use.QUEUE, QUEUES), (Use.SESSIONS, SESSIONS), (Use.CACHE, CACHES)):
        named = next((one for one in patterns if sign.search(one)), "")
        if named:
            found[use] = f"keys like {named}"
    waited = [one for one in WAITING if redis.calls(one)]
    if waited:
        found.setdefault(Use.QUEUE, f"{waited[0].upper()} was called")
    keys, expiring = redis.number("keys"), redis.number("expiring_keys")
    asked = redis.number("keyspace_hits") + redis.number("keyspace_misses")
    if Use.SESSIONS not in found and asked and keys >= ENOUGH and expiring >= MOSTLY * keys:
        found.setdefault(Use.CACHE, f"{percent(expiring / keys)} of the keys expire")
    return found
