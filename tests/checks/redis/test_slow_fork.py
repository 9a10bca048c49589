"""A fork that is felt, by the doctor's measure; a small heap's slow fork is not."""

from checks.core import Severity
from checks.redis.slow_fork import check
from tests.checks.redis.small import GIB, redis
from tests.checks.reports import fires, not_looked_at, quiet, spared, unsure


def test_a_slow_fork_and_a_terrible_one() -> None:
    report = check(redis({"used_memory": 4.0 * GIB, "latest_fork_usec": 300_000.0}))
    assert "took 300 ms for 4 GiB" in fires(report) and "poor" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    worse = check(redis({"used_memory": 4.0 * GIB, "latest_fork_usec": 900_000.0}))
    assert worse.findings[0].severity is Severity.HIGH and "terrible" in fires(worse)


def test_leaves_a_fast_fork_of_much_alone() -> None:
    assert quiet(check(redis({"used_memory": 40.0 * GIB, "latest_fork_usec": 400_000.0})))


def test_leaves_a_small_heap_alone() -> None:
    assert quiet(check(redis({"used_memory": 1e6, "latest_fork_usec": 700.0})))
    assert quiet(check(redis({"latest_fork_usec": 49_000.0})))


def test_a_server_that_never_forked() -> None:
    assert spared(check(redis({"latest_fork_usec": 0.0})))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(redis(missing={"info": "NOPERM"})))
    not_looked_at("redis.slow_fork")
