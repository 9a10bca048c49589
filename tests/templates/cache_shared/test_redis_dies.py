"""Redis may be killed, frozen or full at any moment: answers stay right, and waiting stays short."""

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from tests.templates.cache_module import Cache
from tests.templates.redis_server import Redis


class Counted:
    """A cached function that counts its calls and how many ran at a time."""

    def __init__(self, cache: Cache, seconds: float = 0.0) -> None:
        self.calls = self.running = self.most = self.value = 0
        lock = threading.Lock()

        @cache.cached(key="counted:{number}", ttl=60)
        def read(number: int) -> int:
            with lock:
                self.calls += 1
                self.running += 1
                self.most = max(self.most, self.running)
            time.sleep(seconds)
            with lock:
                self.running -= 1
            return self.value

        @cache.invalidates("counted:{number}")
        def write(number: int, value: int) -> None:
            self.value = value

        self.read, self.write = read, write


def healed(cache: Cache, within: float = 10.0) -> bool:
    deadline = time.monotonic() + within
    while cache.CIRCUIT.open and time.monotonic() < deadline:
        time.sleep(0.05)
    return not cache.CIRCUIT.open


def test_a_killed_redis_costs_answers_nothing(cache: Cache, redis_server: Redis) -> None:
    counted = Counted(cache)
    counted.read(1)
    redis_server.kill()
    counted.value = 7
    begun = time.perf_counter()
    assert [counted.read(1) for _ in range(200)] == [7] * 200
    assert (time.perf_counter() - begun) / 200 < 0.005


def test_a_frozen_redis_delays_three_requests_by_the_time_out_and_no_more(
    make_cache: Callable[..., Cache],
    redis_server: Redis,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SHARED_CACHE_TIMEOUT_MS", "100")
    counted = Counted(make_cache())
    counted.read(1)
    redis_server.freeze()
    took = []
    for _ in range(20):
        begun = time.perf_counter()
        assert counted.read(1) == 0
        took.append(time.perf_counter() - begun)
    redis_server.thaw()
    assert sum(one > 0.09 for one in took) <= 3
    assert max(took) < 1.0


def test_it_comes_back_by_itself(cache: Cache, redis_server: Redis) -> None:
    counted = Counted(cache)
    redis_server.kill()
    counted.read(1)
    redis_server.start()
    assert healed(cache)
    counted.read(1)
    calls = counted.calls
    assert counted.read(1) == 0
    assert counted.calls == calls


def test_a_write_while_redis_is_away_is_not_forgotten(
    make_cache: Callable[..., Cache],
    redis_server: Redis,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A frozen Redis keeps the old value: it must be deleted before anybody reads from there again."""
    monkeypatch.setenv("SHARED_CACHE_TIMEOUT_MS", "150")
    cache = make_cache()
    counted = Counted(cache)
    counted.read(1)
    redis_server.freeze()
    counted.write(1, 5)
    assert counted.read(1) == 5
    redis_server.thaw()
    assert healed(cache)
    assert counted.read(1) == 5


def test_a_stampede_without_redis_still_recomputes_once(cache: Cache, redis_server: Redis) -> None:
    counted = Counted(cache, seconds=0.3)
    redis_server.kill()
    counted.read(9)
    threads = [threading.Thread(target=counted.read, args=(1,)) for _ in range(30)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert counted.calls == 2


def test_without_redis_the_origin_gets_a_few_at_a_time(
    make_cache: Callable[..., Cache], redis_server: Redis
) -> None:
    cache = make_cache(origin_limit=3)
    counted = Counted(cache, seconds=0.05)
    redis_server.kill()
    counted.read(0)
    threads = [threading.Thread(target=counted.read, args=(n,)) for n in range(1, 25)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert counted.calls == 25
    assert counted.most <= 3


async def test_coroutines_go_on_without_redis(cache: Cache, redis_server: Redis) -> None:
    running = [0, 0]

    @cache.cached(key="away:{number}", ttl=60)
    async def read(number: int) -> int:
        running[0] += 1
        running[1] = max(running)
        await asyncio.sleep(0.02)
        running[0] -= 1
        return number

    await read(0)
    redis_server.kill()
    assert await asyncio.gather(*(read(n) for n in range(60))) == list(range(60))
    assert await asyncio.gather(*(read(7) for _ in range(60))) == [7] * 60


def test_a_full_redis_that_refuses_writes_is_done_without(
    cache: Cache, redis_server: Redis
) -> None:
    import redis

    with redis.Redis.from_url(redis_server.url) as client:
        client.config_set("maxmemory-policy", "noeviction")
        client.config_set("maxmemory", "1")
        counted = Counted(cache)
        assert [counted.read(1), counted.read(1)] == [0, 0]
        client.config_set("maxmemory", "0")
    assert counted.read(1) == 0
    calls = counted.calls
    counted.read(1)
    assert counted.calls == calls


def test_a_fork_while_redis_is_away_does_not_stay_away(cache: Cache, redis_server: Redis) -> None:
    cache.CIRCUIT.open = True
    cache.CIRCUIT.__init__()  # what os.register_at_fork runs in the child
    counted = Counted(cache)
    assert [counted.read(1), counted.read(1)] == [0, 0]
    assert counted.calls == 1
