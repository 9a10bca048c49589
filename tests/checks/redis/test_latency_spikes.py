"""Events of the latency monitor; with the monitor off nothing can be said."""

import pytest

from checks.probes.redis import Spike
from checks.redis.latency_spikes import check
from tests.checks.redis.small import SETTINGS, redis
from tests.checks.reports import fires, not_looked_at, quiet, unsure

NOW = redis().at


def spike(event: str = "fork", worst_ms: float = 300.0, ago_s: float = 60.0) -> Spike:
    return Spike(event=event, newest=NOW - ago_s, worst_ms=worst_ms)


@pytest.mark.parametrize(
    ("event", "remedy"),
    [
        ("fork", "smaller heap"),
        ("aof-write-pending-fsync", "the disk is busy"),
        ("expire-cycle", "random part"),
        ("never-heard-of", "LATENCY DOCTOR"),
    ],
)
def test_each_kind_has_its_remedy(event: str, remedy: str) -> None:
    words = fires(check(redis(spikes=(spike(event),))))
    assert f"{event} took 300 ms" in words and remedy in words


def test_leaves_short_and_old_events_alone() -> None:
    assert quiet(check(redis(spikes=(spike(worst_ms=40.0),))))
    assert quiet(check(redis(spikes=(spike(ago_s=2 * 86_400.0),))))


def test_leaves_a_monitor_that_saw_nothing_alone() -> None:
    assert "threshold is 100 ms" in quiet(check(redis()))


def test_with_the_monitor_off_nothing_can_be_said() -> None:
    off = {**SETTINGS, "latency-monitor-threshold": "0"}
    assert "is off" in unsure(check(redis(settings=off)))
    assert unsure(check(redis(settings={})))


def test_what_it_recorded_before_counts_with_the_monitor_off() -> None:
    off = {**SETTINGS, "latency-monitor-threshold": "0"}
    assert fires(check(redis(settings=off, spikes=(spike(),))))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert "NOPERM" in unsure(check(redis(missing={"spikes": "NOPERM"})))
    not_looked_at("redis.latency_spikes")
