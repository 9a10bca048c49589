"""Bounds the recomputations that run at a time while Redis is away, so that its loss is not the origin's."""

import asyncio
import contextlib
import contextvars
import threading
import weakref

from .settings import ORIGIN_LIMIT, ORIGIN_WAIT_S

_slots = threading.BoundedSemaphore(ORIGIN_LIMIT)
_slots_of_loops = weakref.WeakKeyDictionary()
_inside = contextvars.ContextVar("inside", default=False)


@contextlib.contextmanager
def guard():
    got = not _inside.get() and _slots.acquire(timeout=ORIGIN_WAIT_S)
    before = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(before)
        if got:
            _slots.release()


@contextlib.asynccontextmanager
async def guard_async():
    slots = _slots_of_loops.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(ORIGIN_LIMIT))
    got = False
    if not _inside.get():
        with contextlib.suppress(asyncio.TimeoutError):
            got = await asyncio.wait_for(slots.acquire(), ORIGIN_WAIT_S)
    before = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(before)
        if got:
            slots.release()
