"""Runs a procedure: does what it yields and sends back the answer, or throws the exception into it."""

import asyncio
import contextlib
import time

from .guard import guard, guard_async
from .link import ask, ask_async
from .settings import JOIN_S


def drive(steps, function, args, kwargs):
    answer = error = None
    while True:
        try:
            do, *rest = steps.throw(error) if error is not None else steps.send(answer)
        except StopIteration as end:
            return end.value
        finally:
            answer = error = None  # an exception that keeps its own frame alive waits for the collector
        try:
            if do == "redis":
                answer = ask(*rest)
            elif do == "wait":
                answer = rest[0].payload if rest[0].done.wait(JOIN_S) else None
            elif do == "sleep":
                time.sleep(*rest)
            elif do == "scope":
                answer = None
            else:
                with guard() if do == "guarded" else contextlib.nullcontext():
                    answer = function(*args, **kwargs)
        except BaseException as one:
            error = one


async def drive_async(steps, function, args, kwargs):
    answer = error = None
    while True:
        try:
            do, *rest = steps.throw(error) if error is not None else steps.send(answer)
        except StopIteration as end:
            return end.value
        finally:
            answer = error = None  # an exception that keeps its own frame alive waits for the collector
        try:
            if do == "redis":
                answer = await ask_async(*rest)
            elif do == "wait":
                answer = await rest[0].joined()
            elif do == "sleep":
                await asyncio.sleep(*rest)
            elif do == "scope":
                answer = asyncio.get_running_loop()
            else:
                async with guard_async() if do == "guarded" else contextlib.nullcontext():
                    answer = await function(*args, **kwargs)
        except BaseException as one:
            error = one
