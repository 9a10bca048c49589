"""The main thread's share of one core while it was watched."""

from dataclasses import replace

from checks.core import Severity
from checks.probes.redis import Command
from checks.redis.command_thread_full import check
from tests.checks.redis.small import HEALTHY, redis
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def busy(seconds: float) -> dict[str, float]:
    return {"used_cpu_sys_main_thread": seconds / 3, "used_cpu_user_main_thread": seconds * 2 / 3}


def test_seventy_and_ninety_percent() -> None:
    most = {"zrange": Command(calls=9, microseconds=900), "get": Command(calls=900, microseconds=9)}
    report = check(redis(busy(24.0), commands=most))
    assert "80 % of a core; most of it in ZRANGE" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert check(redis(busy(29.0))).findings[0].severity is Severity.HIGH


def test_leaves_half_a_core_alone() -> None:
    assert "50 % of a core" in quiet(check(redis(busy(15.0))))
    assert quiet(check(redis()))


def test_leaves_the_other_threads_alone() -> None:
    assert quiet(check(redis({"used_cpu_sys": 60.0, "used_cpu_user": 60.0})))


def test_a_lifetime_and_a_moment_are_not_judged() -> None:
    assert "--seconds" in unsure(check(redis(busy(9e5), window_s=None)))
    assert unsure(check(redis(busy(0.4), window_s=0.4)))


def test_a_server_that_does_not_tell() -> None:
    older = {name: value for name, value in HEALTHY.items() if "main_thread" not in name}
    assert unsure(check(replace(redis(), figures=older)))
    assert unsure(check(redis(missing={"info": "NOPERM"})))
    not_looked_at("redis.command_thread_full")
