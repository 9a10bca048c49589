"""The policy hurts what the server is used for; where the use cannot be seen, nothing is said."""

from pathlib import Path

from checks.core import Confidence, Place, Severity
from checks.probes.redis import Command, Keys
from checks.probes.repo import Component, Repo, RepoFact
from checks.redis.eviction_against_use import check
from tests.checks.redis.small import MIB, queue, redis
from tests.checks.reports import fires, not_looked_at, quiet, spared, unsure

NAME = "redis.eviction_against_use"
NO_FILES = Repo(root=Path())
UNTOLD = Keys(examined=30, total=30, kinds={"string": 30}, patterns={"thing:*": 30}, bytes=900)


def files(**facts: str) -> Repo:
    told = tuple(
        RepoFact(name=name, value=value, place=Place(path="compose.yaml", line=9))
        for name, value in facts.items()
    )
    return Repo(root=Path(), components=(Component(path="", kind="application", facts=told),))


def test_jobs_that_may_be_evicted() -> None:
    report = check(queue(words={"maxmemory_policy": "allkeys-lru"}), NO_FILES)
    assert "lets a full server remove jobs (keys like rq:job:*)" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM


def test_jobs_that_are_being_evicted_are_a_hard_stop() -> None:
    one = queue({"evicted_keys": 3.0}, {"maxmemory_policy": "allkeys-lfu"})
    assert check(one, NO_FILES).findings[0].severity is Severity.CRITICAL


def test_a_queue_that_only_commands_show() -> None:
    one = redis({"keys": 1.0, "expiring_keys": 0.0}, keys=UNTOLD,
                commands={"xreadgroup": Command(calls=9, microseconds=9)})  # fmt: skip
    assert "XREADGROUP was called" in fires(check(one, NO_FILES))


def test_a_cache_that_refuses_writes_when_full() -> None:
    full = redis({"used_memory": 1000 * MIB}, {"maxmemory_policy": "noeviction"})
    report = check(full, NO_FILES)
    assert "refuses writes" in fires(report) and report.findings[0].severity is Severity.HIGH


def test_volatile_with_keys_that_never_expire() -> None:
    keys = Keys(examined=9, total=9, kinds={"string": 9}, patterns={"cache:*": 9}, bytes=9)
    one = redis({"expiring_keys": 0.0}, {"maxmemory_policy": "volatile-lru"}, keys=keys)
    assert "with volatile-lru a full cache refuses writes" in fires(check(one, NO_FILES))


def test_cache_and_queue_in_one() -> None:
    both = Keys(examined=9, total=9, kinds={}, patterns={"cache:*": 8, "rq:queue:default": 1})
    words = fires(check(redis(words={"maxmemory_policy": "noeviction"}, keys=both), NO_FILES))
    assert "no policy fits both" in words


def test_sessions_that_vanish() -> None:
    keys = Keys(examined=9, total=9, kinds={}, patterns={"session:*": 9})
    assert "logs users out" in fires(check(redis({"evicted_keys": 9.0}, keys=keys), NO_FILES))


def test_leaves_a_cache_that_evicts_alone() -> None:
    assert "allkeys-lru fits cache" in quiet(check(redis(), NO_FILES))
    assert quiet(check(redis({"evicted_keys": 900.0, "used_memory": 1024.0 * MIB}), NO_FILES))


def test_leaves_a_queue_that_evicts_nothing_alone() -> None:
    assert quiet(check(queue(), NO_FILES))


def test_leaves_volatile_with_expiring_keys_alone() -> None:
    assert quiet(check(redis(words={"maxmemory_policy": "volatile-ttl"}), NO_FILES))


def test_leaves_sessions_with_room_alone() -> None:
    keys = Keys(examined=9, total=9, kinds={}, patterns={"session:*": 9})
    assert quiet(check(redis(keys=keys), NO_FILES))


def test_without_a_limit_nothing_is_evicted() -> None:
    assert "nothing is ever evicted" in spared(check(queue({"maxmemory": 0.0}), NO_FILES))


def test_the_projects_files_speak_where_the_keys_do_not() -> None:
    one = redis({"keys": 30.0, "expiring_keys": 0.0}, keys=UNTOLD)
    assert "cannot be seen" in unsure(check(one, NO_FILES))
    report = check(one, files(broker="Redis"))
    assert "compose.yaml:9 says so" in fires(report)
    assert report.findings[0].confidence is Confidence.MEDIUM
    assert quiet(check(one, files(cache="Redis")))
    assert "cannot be seen" in unsure(check(one, files(broker="RabbitMQ")))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert "NOPERM" in unsure(check(redis(missing={"info": "NOPERM"}), NO_FILES))
    not_looked_at(NAME)
