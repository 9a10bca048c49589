"""How a result is read or made: one procedure for threads and for asyncio, which yields what to do to its driver."""

import random
import time
import uuid

from .flights import FLIGHTS
from .settings import PATIENCE_S, url
from .values import decode, encode

LOOKS = 5
LOOK_AGAIN = object()  # another process stored it meanwhile: whoever came later reads it from Redis


def read(entry, arguments):
    key = entry.key.fill(arguments)
    if key is None or not url():
        return (yield ("call",))
    scope = yield ("scope",)
    for _ in range(LOOKS):
        arrived = time.monotonic()
        reply = yield "redis", "get", key
        value, leased = reply or (None, None)
        if value is not None and (kept := decode(value)):
            entry.count("hit")
            return kept[0]
        flight, leads = FLIGHTS.enter(key, scope, arrived, leased, away=reply is None)
        if leads:
            return (yield from _fill(entry, key, scope, flight, away=reply is None))
        payload = yield "wait", flight
        if payload is not LOOK_AGAIN:
            break
    if payload is None or payload is LOOK_AGAIN:
        entry.count("alone")
        return (yield ("call",))
    entry.count("shared")
    return decode(payload)[0]


def _fill(entry, key, scope, flight, away):
    payload = None
    try:
        value = None if away else (yield from _lease(key, flight))
        if value is not None and (kept := decode(value)):
            payload = LOOK_AGAIN
            entry.count("hit")
            return kept[0]
        flight.began = time.monotonic()
        result = yield ("call" if flight.token else "guarded",)
        payload = encode(result, entry)
        entry.count("refused" if payload is None else "away" if away else "miss")
        if flight.token and payload is not None:
            yield "redis", "store", key, flight.token, payload, entry.lifetime_ms()
        elif flight.token:
            yield "redis", "release", key, flight.token
        return result
    except Exception:
        if flight.token:
            yield "redis", "release", key, flight.token
        raise
    finally:
        FLIGHTS.leave(key, scope, flight, payload)


def _lease(key, flight):
    """Get the right to store (None), or what another process stored while this one waited for it."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        flight.token = uuid.uuid4().hex.encode()
        value, holder = (yield "redis", "lease", key, flight.token) or (None, None)
        if holder == flight.token:
            return None
        flight.token = None
        if value is not None or holder in (None, b"hold") or time.monotonic() > deadline:
            return value
        yield "sleep", random.uniform(0.005, 0.02)
