"""A cache or a queue in use is told where keys and commands show it."""

from pathlib import Path

import pytest

from checks.core import Confidence, Looks
from checks.engine import examine
from checks.fill import fill
from checks.probes.redis import Keys
from checks.probes.repo import Repo
from playbooks.core import Answer
from playbooks.decide import decide
from tests.checks.redis.small import queue, redis


def test_a_cache_and_a_queue() -> None:
    vitals = fill(Looks().with_(redis()))
    assert vitals.cache is not None and vitals.queue is None
    assert vitals.cache.value == "Redis 7.0.15" and "of the keys expire" in vitals.cache.where
    assert vitals.cache.confidence is Confidence.MEDIUM
    jobs = fill(Looks().with_(queue()))
    assert jobs.cache is None and jobs.queue is not None and "rq:job:*" in jobs.queue.where


def test_what_is_not_shown_is_not_filled() -> None:
    empty = redis({"keys": 0.0, "expiring_keys": 0.0}, keys=Keys(examined=0, total=0))
    assert list(fill(Looks().with_(empty)).known()) == []
    few = redis({"keys": 5.0, "expiring_keys": 5.0}, keys=None)
    assert list(fill(Looks().with_(few)).known()) == []


def test_how_a_cache_does() -> None:
    vitals = fill(Looks().with_(redis({"keyspace_hits": 400.0, "keyspace_misses": 1600.0})))
    assert vitals.cache_hit_ratio is not None and vitals.cache_hit_ratio.value == 0.2
    assert vitals.cache_hit_ratio.window == "last 30 s"
    assert vitals.number("cache_memory_share") == pytest.approx(200 / 1024, abs=0.001)
    assert vitals.cache_eviction is not None and vitals.cache_eviction.value == "allkeys-lru"
    found = examine(Looks().with_(vitals), ["config.cache_hits"])["config.cache_hits"].report
    assert "20 % of the cache's lookups hit" in found.findings[0].message


def test_what_a_lifetime_or_a_handful_says_is_not_filled() -> None:
    assert fill(Looks().with_(redis(window_s=None))).cache_hit_ratio is None
    few = redis({"keyspace_hits": 4.0, "keyspace_misses": 16.0})
    assert fill(Looks().with_(few)).cache_hit_ratio is None
    unlimited = fill(Looks().with_(redis({"maxmemory": 0.0})))
    assert unlimited.cache_memory_share is None and unlimited.cache_eviction is None
    jobs = fill(Looks().with_(queue({"keyspace_hits": 0.0, "keyspace_misses": 9000.0})))
    assert jobs.cache_hit_ratio is None and jobs.cache_eviction is None


def test_one_server_for_cache_and_jobs() -> None:
    both = Keys(examined=9, total=9, kinds={}, patterns={"cache:*": 8, "rq:queue:default": 1})
    assert fill(Looks().with_(redis(keys=both))).number("redis_shared") == 1
    assert fill(Looks().with_(redis())).redis_shared is None, "one server shows no other"


def test_the_ladder_holds_what_is_seen_in_use() -> None:
    def answer(rung: str, *snapshots: object) -> Answer:
        looks = Looks().with_(Repo(root=Path()), *snapshots)
        return decide(looks.with_(fill(looks))).verdict(rung).answer

    assert answer("cache_shared", redis()) is Answer.HELD
    assert answer("cache_shared", queue()) is not Answer.HELD
    assert answer("async_queue", queue()) is Answer.HELD
    assert answer("async_queue", redis()) is not Answer.HELD
