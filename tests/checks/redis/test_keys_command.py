"""KEYS over many keys."""

from checks.core import Severity
from checks.probes.redis import Command
from checks.redis.keys_command import check
from tests.checks.redis.small import redis
from tests.checks.reports import fires, not_looked_at, quiet, unsure

CALLED = {"keys": Command(calls=20, microseconds=400_000)}


def test_over_many_and_over_very_many_keys() -> None:
    report = check(redis(commands=CALLED))
    assert "called 20 times, 20.0 ms each, over 50,000 keys" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert check(redis({"keys": 2e6}, commands=CALLED)).findings[0].severity is Severity.HIGH


def test_leaves_small_databases_alone() -> None:
    assert "20 times" in quiet(check(redis({"keys": 900.0}, commands=CALLED)))


def test_leaves_scan_and_others_alone() -> None:
    others = {
        "scan": Command(calls=90_000, microseconds=9),
        "hkeys": Command(calls=9, microseconds=9),
    }
    assert "not called" in quiet(check(redis({"keys": 2e6}, commands=others)))


def test_leaves_calls_before_the_window_alone() -> None:
    assert quiet(check(redis(commands={"keys": Command(calls=0, microseconds=0)})))


def test_a_server_that_counts_nothing_is_not_judged() -> None:
    assert unsure(check(redis(commands={})))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(redis(missing={"commands": "NOPERM"})))
    not_looked_at("redis.keys_command")
