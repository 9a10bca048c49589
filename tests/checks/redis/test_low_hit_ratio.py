"""Hits over look-ups while it was watched; too few, a lifetime's total and a queue are not judged."""

from checks.core import Severity
from checks.redis.low_hit_ratio import check
from tests.checks.redis.small import queue, redis
from tests.checks.reports import fires, not_looked_at, quiet, spared, unsure


def test_two_thirds_and_a_third() -> None:
    report = check(redis({"keyspace_hits": 2000.0, "keyspace_misses": 1000.0}))
    assert "67 % of 3,000 look-ups" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM and report.window == "last 30 s"
    worse = check(redis({"keyspace_hits": 1000.0, "keyspace_misses": 2000.0}))
    assert worse.findings[0].severity is Severity.HIGH


def test_evictions_say_what_to_do() -> None:
    one = redis({"keyspace_hits": 600.0, "keyspace_misses": 900.0, "evicted_keys": 800.0})
    words = fires(check(one))
    assert "800 keys were evicted" in words and "more memory" in words


def test_leaves_four_in_five_alone() -> None:
    assert quiet(check(redis({"keyspace_hits": 4000.0, "keyspace_misses": 1000.0})))
    assert quiet(check(redis()))


def test_leaves_a_queue_alone() -> None:
    assert "not as a cache" in spared(check(queue({"keyspace_misses": 90_000.0})))


def test_few_look_ups_are_not_judged() -> None:
    assert "too few" in unsure(check(redis({"keyspace_hits": 1.0, "keyspace_misses": 90.0})))
    assert unsure(check(redis({"keyspace_hits": 0.0, "keyspace_misses": 0.0})))


def test_a_lifetimes_total_is_not_judged() -> None:
    one = redis({"keyspace_hits": 1e6, "keyspace_misses": 9e6}, window_s=None)
    assert "--seconds" in unsure(check(one))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(redis(missing={"info": "NOPERM"})))
    not_looked_at("redis.low_hit_ratio")
