"""Whole answers of FastAPI handlers: a hit is neither computed nor encoded again, and takes no thread."""

import functools
import inspect

from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from .driving import drive_async
from .keys import Entry, Key, signature_of
from .reading import read


def cached_response(key, ttl, ignore=()):
    """`cached` for a handler that returns data which FastAPI encodes by its defaults.

    Keeps the encoded body. Not for a handler with a response model, a class or status of its own, or headers that
    it sets: those take `cached`. The handler becomes a coroutine, so only FastAPI may call it.
    """

    def decorate(function):
        signature = signature_of(function)
        if signature.return_annotation is not inspect.Signature.empty:
            raise ValueError(f"{function.__qualname__} says what it returns, a response model: use cached")
        entry = Entry(function, Key(key, signature), ttl, ignore)
        encoded = _encoded(function)

        @functools.wraps(function)
        async def wrapper(*args, **kwargs):
            answer = await drive_async(read(entry, (args, kwargs)), encoded, args, kwargs)
            if isinstance(answer, str):
                return Response(answer, media_type="application/json")
            return answer

        wrapper.__signature__ = signature
        return wrapper

    return decorate


def _encoded(function):
    """The handler's answer as the text of its body; a response that it made itself stays what it is."""

    def text(result):
        if isinstance(result, Response):
            return result
        return JSONResponse(jsonable_encoder(result)).body.decode()

    if inspect.iscoroutinefunction(function):

        async def call(*args, **kwargs):
            return text(await function(*args, **kwargs))

    else:

        async def call(*args, **kwargs):
            return await run_in_threadpool(lambda: text(function(*args, **kwargs)))

    return call
