"""A cache that all processes share: results of functions, kept in Redis for a while.

    @cached(key="post:{post_id}", ttl=30)     # fills the key; every parameter is in the key or in `ignore`
    @cached_response(key=..., ttl=...)        # the same for a FastAPI handler: keeps the encoded body
    @invalidates("post:{post_id}")            # deletes the key after the function has returned

* Same answers: only what JSON carries back exactly is kept (dates, decimals and UUIDs too); everything else, and
  every exception, passes through.
* Right after a write: a fill holds a lease in Redis, and a write deletes value and lease together. So a fill that
  began before the write can no longer be stored, and no later request joins it.
* One recomputation: in a process always, between processes by the lease.
* Redis may die: a failure opens a circuit. Requests then go to the origin without touching Redis, at most
  ORIGIN_LIMIT at a time in each process, until a thread in the background reaches Redis again and has sent the
  deletes that failed. What another process reads meanwhile is at most `ttl` old.

Set REDIS_URL; unset or empty means no caching. The numbers are in settings.py.
"""

import functools
import inspect

from .driving import drive, drive_async
from .flights import FLIGHTS
from .keys import Entry, Key, signature_of
from .link import CIRCUIT
from .reading import read
from .responses import cached_response
from .settings import url


def cached(key, ttl, ignore=()):
    """Keep this function's results for `ttl` seconds, 10 % more or less so that they do not all end together.

    `key` names parameters in braces, also their attributes: "page:{query.page}". Parameters that do not change the
    result (a database session) go into `ignore`; one that is in neither is an error, since it would mix up answers.
    """

    def decorate(function):
        signature = signature_of(function)
        entry = Entry(function, Key(key, signature), ttl, ignore)
        return _wrap(function, signature, functools.partial(read, entry))

    return decorate


def invalidates(*keys):
    """Delete these keys after the function has returned; when it raises, nothing is deleted."""

    def decorate(function):
        signature = signature_of(function)
        parsed = [Key(key, signature) for key in keys]
        return _wrap(function, signature, functools.partial(_write, parsed))

    return decorate


def _write(keys, arguments):
    result = yield ("call",)
    if url():
        for key in filter(None, [one.fill(arguments) for one in keys]):
            FLIGHTS.forget(key)
            while (yield "redis", "delete", key) is None and not CIRCUIT.delete_later(key):
                pass
    return result


def _wrap(function, signature, procedure):
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def wrapper(*args, **kwargs):
            return await drive_async(procedure((args, kwargs)), function, args, kwargs)

    else:

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return drive(procedure((args, kwargs)), function, args, kwargs)

    wrapper.__signature__ = signature
    return wrapper

