"""Without maxmemory: grave by its share of the machine, mild for a small cache."""

from checks.core import Severity
from checks.redis.memory_without_limit import check
from tests.checks.redis.small import GIB, queue, redis
from tests.checks.reports import fires, not_looked_at, quiet, spared, unsure

OPEN = {"maxmemory": 0.0}


def test_half_and_three_quarters_of_the_machine() -> None:
    report = check(queue({**OPEN, "used_memory_peak": 5.0 * GIB}))
    assert "62 % of the machine's 8 GiB" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    worse = check(queue({**OPEN, "used_memory_peak": 7.0 * GIB}))
    assert worse.findings[0].severity is Severity.HIGH


def test_a_small_cache_is_told_and_does_not_press() -> None:
    report = check(redis(OPEN))
    assert "it is a cache" in fires(report) and report.findings[0].severity is Severity.LOW


def test_leaves_a_small_queue_alone() -> None:
    assert "of the machine's memory" in quiet(check(queue(OPEN)))


def test_leaves_a_server_with_a_limit_alone() -> None:
    assert spared(check(redis()))
    assert spared(check(queue({"used_memory_peak": 7.0 * GIB})))


def test_a_machine_whose_memory_is_not_told() -> None:
    assert quiet(check(queue({**OPEN, "total_system_memory": 0.0})))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(redis(missing={"info": "NOPERM"})))
    not_looked_at("redis.memory_without_limit")
