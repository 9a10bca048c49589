"""The slow log of the last hour, by command."""

from checks.core import Outcome, Severity
from checks.probes.redis import Slow
from checks.redis.slow_commands import check
from tests.checks.redis.small import SETTINGS, redis
from tests.checks.reports import fires, not_looked_at, quiet, unsure

NOW = redis().at


def slow(
    command: str = "hgetall", count: int = 1, worst_ms: float = 30.0, ago_s: float = 60.0
) -> Slow:
    return Slow(command=command, count=count, worst_ms=worst_ms, newest=NOW - ago_s)


def test_one_long_command() -> None:
    report = check(redis(slow=(slow(worst_ms=150.0),)))
    assert "HGETALL took up to 150 ms (1 entry" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    worse = check(redis(slow=(slow("eval", worst_ms=2000.0),)))
    assert worse.findings[0].severity is Severity.HIGH


def test_many_short_ones() -> None:
    assert "25 entries" in fires(check(redis(slow=(slow(count=25),))))


def test_leaves_a_few_short_ones_alone() -> None:
    assert quiet(check(redis(slow=(slow(count=3),))))


def test_leaves_yesterdays_alone() -> None:
    assert quiet(check(redis(slow=(slow(worst_ms=900.0, ago_s=7200.0),))))


def test_leaves_what_a_person_ran_alone() -> None:
    assert quiet(check(redis(slow=(slow("flushall", worst_ms=900.0), slow("debug", count=50)))))


def test_leaves_an_empty_log_alone() -> None:
    assert "keeps what takes 10 ms" in quiet(check(redis()))


def test_a_log_that_is_off_shows_nothing() -> None:
    off = check(redis(settings={**SETTINGS, "slowlog-log-slower-than": "-1"}))
    assert off.outcome is Outcome.OK and off.examined == 0  # which the engine turns into UNKNOWN


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(redis(missing={"slow": "NOPERM"})))
    not_looked_at("redis.slow_commands")
