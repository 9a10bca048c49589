"""Right after a write: what a write returned from is never read in its old form again."""

import asyncio
import random
import threading
import time
from collections.abc import Callable

import pytest

from tests.templates.cache_module import Cache


class Table:
    """One row with a slow read, which is taken at the read's beginning."""

    def __init__(self, cache: Cache, seconds: float = 0.0) -> None:
        self.value, self.seconds, self.reads = 0, seconds, 0

        @cache.cached(key="row:{number}", ttl=60)
        def read(number: int) -> int:
            self.reads += 1
            value = self.value
            time.sleep(self.seconds)
            return value

        @cache.invalidates("row:{number}")
        def write(number: int, value: int) -> None:
            if value < 0:
                raise ValueError("refused")
            self.value = value

        self.read, self.write = read, write


def test_the_next_read_is_new(cache: Cache) -> None:
    table = Table(cache)
    assert table.read(1) == 0
    table.write(1, 5)
    assert table.read(1) == 5
    assert table.reads == 2


def test_another_key_is_left_alone(cache: Cache) -> None:
    table = Table(cache)
    table.read(1)
    table.write(2, 5)
    assert table.read(1) == 0
    assert table.reads == 1


def test_a_failed_write_deletes_nothing(cache: Cache) -> None:
    table = Table(cache)
    table.read(1)
    with pytest.raises(ValueError, match="refused"):
        table.write(1, -1)
    table.read(1)
    assert table.reads == 1


def test_a_read_that_a_write_overtook_is_neither_kept_nor_joined(cache: Cache) -> None:
    table = Table(cache, seconds=0.3)
    slow = threading.Thread(target=table.read, args=(1,))
    slow.start()
    time.sleep(0.1)
    table.write(1, 5)
    assert table.read(1) == 5
    slow.join()
    assert table.read(1) == 5


def test_a_read_that_another_processs_write_overtook_is_neither_kept_nor_joined(
    make_cache: Callable[..., Cache],
) -> None:
    """Two imports of the module share Redis alone, as two processes do."""
    here, there = make_cache(), make_cache()
    table = Table(here, seconds=0.3)

    @there.invalidates("row:{number}")
    def write(number: int) -> None:
        table.value = 5

    slow = threading.Thread(target=table.read, args=(1,))
    slow.start()
    time.sleep(0.1)
    write(1)
    assert table.read(1) == 5
    slow.join()
    assert table.read(1) == 5


def test_while_a_key_is_held_nothing_is_stored(make_cache: Callable[..., Cache]) -> None:
    """A write whose transaction commits only after the handler returned."""
    cache = make_cache(hold_after_write_ms=400)
    table = Table(cache)
    table.read(1)
    table.write(1, 0)
    assert table.read(1) == 0
    table.value = 5  # the commit
    assert table.read(1) == 5
    time.sleep(0.45)
    reads = table.reads
    assert [table.read(1), table.read(1)] == [5, 5]
    assert table.reads == reads + 1


def test_no_reader_ever_goes_back_in_time(make_cache: Callable[..., Cache]) -> None:
    """Readers and a writer in three "processes", at random: a read that begins after a write returned sees it."""
    caches = [make_cache() for _ in range(3)]
    rows = {"value": 0}
    written = [0]
    stale: list[tuple[int, int]] = []
    stop = time.monotonic() + 2.5

    def reader(cache: Cache) -> Callable[[int], int]:
        @cache.cached(key="time:{number}", ttl=60)
        def read(number: int) -> int:
            value = rows["value"]
            time.sleep(random.uniform(0, 0.01))
            return value

        return read

    def watch(read: Callable[[int], int]) -> None:
        while time.monotonic() < stop:
            least = written[0]
            found = read(1)
            if found < least:
                stale.append((found, least))

    @caches[0].invalidates("time:{number}")
    def write(number: int) -> None:
        rows["value"] += 1

    readers = [reader(one) for one in caches]
    threads = [threading.Thread(target=watch, args=(readers[n % 3],)) for n in range(9)]
    for one in threads:
        one.start()
    while time.monotonic() < stop:
        write(1)
        written[0] = rows["value"]
        time.sleep(random.uniform(0, 0.02))
    for one in threads:
        one.join(20)
    assert written[0] > 20
    assert stale == []


async def test_coroutines_write_too(cache: Cache) -> None:
    rows = {"value": 0}

    @cache.cached(key="async:{number}", ttl=60)
    async def read(number: int) -> int:
        value = rows["value"]
        await asyncio.sleep(0.1)
        return value

    @cache.invalidates("async:{number}")
    async def write(number: int) -> None:
        rows["value"] = 5

    slow = asyncio.create_task(read(1))
    await asyncio.sleep(0.05)
    await write(1)
    assert await read(1) == 5
    await slow
    assert await read(1) == 5
