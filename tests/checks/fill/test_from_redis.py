"""A cache or a queue in use is told where keys and commands show it."""

from pathlib import Path

from checks.core import Confidence, Looks
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


def test_the_ladder_holds_what_is_seen_in_use() -> None:
    def answer(rung: str, *snapshots: object) -> Answer:
        looks = Looks().with_(Repo(root=Path()), *snapshots)
        return decide(looks.with_(fill(looks))).verdict(rung).answer

    assert answer("cache_shared", redis()) is Answer.HELD
    assert answer("cache_shared", queue()) is not Answer.HELD
    assert answer("async_queue", queue()) is Answer.HELD
    assert answer("async_queue", redis()) is not Answer.HELD
