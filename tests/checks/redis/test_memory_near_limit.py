"""A server that evicts nothing nears its limit; a full cache is none of that."""

from checks.core import Severity
from checks.redis.memory_near_limit import check
from tests.checks.redis.small import MIB, queue, redis
from tests.checks.reports import fires, not_looked_at, quiet, spared, unsure


def test_three_quarters_and_nine_tenths() -> None:
    report = check(queue({"used_memory": 800 * MIB}))
    assert "800 MiB of 1.0 GiB" in fires(report) or "800 MiB of 1 GiB" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert check(queue({"used_memory": 1000 * MIB})).findings[0].severity is Severity.HIGH


def test_volatile_policies_may_refuse_too() -> None:
    one = redis({"used_memory": 1000 * MIB}, {"maxmemory_policy": "volatile-lru"})
    assert "volatile-lru makes writes fail" in fires(check(one))


def test_leaves_room_alone() -> None:
    assert "200 MiB" in quiet(check(queue()))
    assert quiet(check(queue({"used_memory": 0.0})))
    assert quiet(check(queue({"used_memory": 760 * MIB})))


def test_leaves_a_full_cache_and_no_limit_alone() -> None:
    assert "a full cache is a used one" in spared(check(redis({"used_memory": 1024.0 * MIB})))
    assert spared(check(queue({"maxmemory": 0.0})))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(redis(missing={"info": "NOPERM"})))
    not_looked_at("redis.memory_near_limit")
