"""One recomputation under a stampede: of threads, of coroutines, of processes."""

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.templates.cache_module import Cache
from tests.templates.golden import render
from tests.templates.redis_server import Redis


def in_threads(count: int, call: Callable[[], object]) -> list[object]:
    answers: list[object] = []
    threads = [threading.Thread(target=lambda: answers.append(call())) for _ in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    return answers


def test_forty_threads_recompute_once(cache: Cache) -> None:
    made = []

    @cache.cached(key="threads", ttl=60)
    def read() -> list[int]:
        made.append(1)
        time.sleep(0.3)
        return [1]

    assert in_threads(40, read) == [[1]] * 40
    assert len(made) == 1


def test_each_gets_a_copy_of_its_own(cache: Cache) -> None:
    @cache.cached(key="copies", ttl=60)
    def read() -> list[int]:
        time.sleep(0.2)
        return [1]

    answers = in_threads(10, read)
    assert len({id(one) for one in answers}) == 10


async def test_forty_coroutines_recompute_once(cache: Cache) -> None:
    made = []

    @cache.cached(key="coroutines", ttl=60)
    async def read() -> dict[str, int]:
        made.append(1)
        await asyncio.sleep(0.2)
        return {"n": 1}

    assert await asyncio.gather(*(read() for _ in range(40))) == [{"n": 1}] * 40
    assert await read() == {"n": 1}
    assert len(made) == 1


def test_an_exception_is_everybodys_own_and_is_not_kept(cache: Cache) -> None:
    made = []

    @cache.cached(key="failing", ttl=60)
    def read() -> None:
        made.append(1)
        time.sleep(0.1)
        raise LookupError("no such row")

    def attempt() -> str:
        try:
            return str(read())
        except LookupError as error:
            return str(error)

    assert in_threads(10, attempt) == ["no such row"] * 10
    assert len(made) == 10
    assert attempt() == "no such row"
    assert len(made) == 11


async def test_a_cancelled_leader_leaves_nobody_waiting(cache: Cache) -> None:
    made = []

    @cache.cached(key="cancelled", ttl=60)
    async def read() -> int:
        made.append(1)
        await asyncio.sleep(0.3)
        return len(made)

    leader = asyncio.create_task(read())
    await asyncio.sleep(0.1)
    follower = asyncio.create_task(read())
    await asyncio.sleep(0.05)
    leader.cancel()
    assert await asyncio.wait_for(follower, 5) == 2


def test_the_lifetime_is_spread_and_ends(cache: Cache, redis_server: Redis) -> None:
    import redis

    @cache.cached(key="spread:{number}", ttl=100)
    def read(number: int) -> int:
        return number

    for number in range(50):
        read(number)
    with redis.Redis.from_url(redis_server.url) as client:
        left = [client.pttl(key) for key in client.scan_iter("app:1:{spread:*}")]
    assert len(left) == 50
    assert all(89_000 < one <= 110_000 for one in left)
    assert max(left) - min(left) > 5_000


PROGRAM = """
import sys, time
sys.path.insert(0, {folder!r})
from shared_cache import cached

@cached(key="processes", ttl=60)
def read():
    with open({made!r}, "a") as file:
        file.write("1")
    time.sleep(0.5)
    return "value"

time.sleep(max(0, {start!r} - time.time()))
print(read())
"""


def test_four_processes_recompute_once(tmp_path: Path, redis_server: Redis) -> None:
    render("cache_shared", tmp_path / "out", {"module_folder": "shared_cache", "test_file": ""})
    made = tmp_path / "made"
    start = time.time() + 3
    program = PROGRAM.format(folder=str(tmp_path / "out"), made=str(made), start=start)
    environment = {"REDIS_URL": redis_server.url, "SHARED_CACHE_TIMEOUT_MS": "2000"}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert [one.communicate(timeout=60)[0].strip() for one in processes] == ["value"] * 4
    assert made.read_text() == "1"
