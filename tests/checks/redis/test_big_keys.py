"""Large keys of the sample, as patterns; an empty database and a server that tells no sizes are not judged."""

from dataclasses import replace

from checks.core import Severity
from checks.probes.redis import Key, Keys
from checks.redis.big_keys import check
from tests.checks.redis.small import KEYS, MIB, redis
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def holding(*sizes: int) -> Keys:
    large = tuple(Key(pattern="feed:*", kind="zset", bytes=one) for one in sizes)
    return replace(KEYS, largest=large)


def test_one_and_ten_mebibytes() -> None:
    report = check(redis(keys=holding(2 * MIB)))
    assert "a zset like feed:* takes 2 MiB (1.0 % of all memory)" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert check(redis(keys=holding(30 * MIB))).findings[0].severity is Severity.HIGH


def test_the_worst_come_first_and_not_all_are_shown() -> None:
    report = check(redis(keys=holding(*[30 * MIB, *[2 * MIB] * 9])))
    assert len(report.findings) == 5 and report.findings[0].severity is Severity.HIGH


def test_leaves_ordinary_keys_alone_and_tells_the_sample() -> None:
    report = check(redis())
    assert "among 5,000 of 50,000" in quiet(report)
    assert (report.examined, report.total) == (5000, 50_000)
    assert quiet(check(redis(keys=holding(900_000))))


def test_an_empty_database_is_not_judged() -> None:
    assert "no key" in unsure(check(redis(keys=Keys(examined=0, total=0))))
    assert unsure(check(redis(keys=None)))


def test_sizes_that_are_forbidden_and_not_looked_at() -> None:
    assert "NOPERM" in unsure(check(redis(missing={"sizes": "NOPERM"})))
    assert "NOPERM" in unsure(check(redis(missing={"keys": "NOPERM"}, keys=None)))
    not_looked_at("redis.big_keys")
