"""Whole answers of FastAPI handlers: the same response as without, one recomputation, no thread for a hit."""

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import anyio.to_thread
import httpx
import pytest
from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse

from tests.templates.cache_module import Cache
from tests.templates.redis_server import Redis

WHEN = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
ANSWERS: dict[str, Any] = {
    "rows": [{"id": 1, "made": WHEN, "price": Decimal("1.50"), "name": "ü\u2028"}],
    "text": 'a "quoted" line',
    "nothing": None,
    "number": 1.5,
    "set": {"one"},
}


@pytest.fixture
def cache(make_cache: Callable[..., Cache]) -> Cache:
    return make_cache(whole_responses=True)


async def asked(app: FastAPI, *paths: str) -> list[httpx.Response]:
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://app")
    async with client:
        return list(await asyncio.gather(*(client.get(path) for path in paths)))


def plain(response: httpx.Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    return response.status_code, response.content, sorted(response.headers.items())


@pytest.mark.parametrize("name", ANSWERS)
async def test_the_response_is_the_same_without_cold_and_warm(cache: Cache, name: str) -> None:
    naive, kept = FastAPI(), FastAPI()

    def read(name: str) -> Any:
        return ANSWERS[name]

    read.__annotations__.pop("return")
    naive.get("/{name}")(read)
    kept.get("/{name}")(cache.cached_response(key="same:{name}", ttl=60)(read))
    (before,) = await asked(naive, f"/{name}")
    for _ in range(2):
        (now,) = await asked(kept, f"/{name}")
        assert plain(now) == plain(before)


async def test_forty_requests_recompute_once(cache: Cache) -> None:
    app, made, threads = FastAPI(), [], set()

    @app.get("/slow")
    @cache.cached_response(key="slow", ttl=60)
    def slow():  # type: ignore[no-untyped-def]
        made.append(1)
        threads.add(threading.get_ident())
        time.sleep(0.2)
        return {"n": 1}

    answers = await asked(app, *["/slow"] * 40)
    assert {one.content for one in answers} == {b'{"n":1}'}
    assert len(made) == 1
    assert threads.isdisjoint({threading.get_ident()}), "a handler that blocks keeps its thread"


async def test_a_hit_takes_no_thread(cache: Cache) -> None:
    app = FastAPI()

    @app.get("/kept")
    @cache.cached_response(key="kept", ttl=60)
    def kept():  # type: ignore[no-untyped-def]
        return {"n": 1}

    await asked(app, "/kept")
    threads = anyio.to_thread.current_default_thread_limiter()
    before, threads.total_tokens = threads.total_tokens, 1
    try:
        async with threads:
            (one,) = await asyncio.wait_for(asked(app, "/kept"), 10)
    finally:
        threads.total_tokens = before
    assert one.json() == {"n": 1}


async def test_a_write_is_seen_at_once(cache: Cache) -> None:
    app, state = FastAPI(), {"n": 0}

    @app.get("/things/{thing_id}")
    @cache.cached_response(key="thing:{thing_id}", ttl=60)
    async def read(thing_id: int):  # type: ignore[no-untyped-def]
        return state

    @app.get("/write/{thing_id}")
    @cache.invalidates("thing:{thing_id}")
    def write(thing_id: int) -> None:
        state["n"] += 1

    for number in range(3):
        (seen,) = await asked(app, "/things/1")
        assert seen.json() == {"n": number}
        await asked(app, "/write/1")


async def test_what_the_handler_makes_itself_is_never_kept(cache: Cache) -> None:
    app, calls = FastAPI(), []

    @app.get("/page")
    @cache.cached_response(key="page", ttl=60)
    def page():  # type: ignore[no-untyped-def]
        calls.append(1)
        return HTMLResponse("<b>x</b>")

    @app.get("/missing")
    @cache.cached_response(key="missing", ttl=60)
    def missing():  # type: ignore[no-untyped-def]
        calls.append(1)
        raise HTTPException(status_code=404)

    for path, status in (("/page", 200), ("/missing", 404)):
        calls.clear()
        for _ in range(2):
            (one,) = await asked(app, path)
            assert one.status_code == status
        assert len(calls) == 2


async def test_redis_dies_and_answers_stay(cache: Cache, redis_server: Redis) -> None:
    app = FastAPI()

    @app.get("/alive/{number}")
    @cache.cached_response(key="alive:{number}", ttl=60)
    def alive(number: int):  # type: ignore[no-untyped-def]
        return {"number": number}

    await asked(app, "/alive/1")
    redis_server.kill()
    answers = await asked(app, *[f"/alive/{number}" for number in range(30)])
    assert [one.json() for one in answers] == [{"number": number} for number in range(30)]


def test_a_handler_with_a_response_model_is_told_to_use_cached(cache: Cache) -> None:
    def read() -> dict[str, int]:
        return {}

    with pytest.raises(ValueError, match="use cached"):
        cache.cached_response(key="model", ttl=60)(read)
