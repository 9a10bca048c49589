"""Blocks that are read from outside of shared buffers."""

from checks.core import Confidence, Outcome, Reason
from checks.postgres.low_buffer_hit import check
from checks.probes.postgres import Counters, Postgres
from tests.checks.postgres.small import fires, not_looked_at, postgres, quiet


def seen(hit: int, read: int, **changes: object) -> Postgres:
    counters = Counters(
        commits=9, rollbacks=0, blocks_hit=hit, blocks_read=read, temp_files=0, temp_bytes=0,
        deadlocks=0, backends=2,
    )  # fmt: skip
    return postgres(**{"counters": counters, **changes})


def test_fires_and_states_the_span() -> None:
    report = check(seen(80_000, 20_000))
    assert "20 %" in fires(report) and "128 MiB" in fires(report)
    assert report.window == "last 50 d" and report.findings[0].confidence is Confidence.LOW


def test_a_window_of_its_own_is_surer() -> None:
    report = check(seen(80_000, 20_000, window_s=30.0))
    assert report.findings[0].confidence is Confidence.MEDIUM and report.window == "last 30 s"


def test_leaves_a_warm_cache_alone() -> None:
    assert quiet(check(seen(990_000, 10_000)))


def test_leaves_just_the_bar_alone() -> None:
    assert quiet(check(seen(95_000, 5000)))


def test_leaves_few_misses_alone() -> None:
    assert quiet(check(seen(9100, 990)))


def test_too_few_accesses_are_not_judged() -> None:
    assert check(seen(10, 90)).reason is Reason.INSUFFICIENT
    assert check(seen(0, 0)).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(seen(1, 1, missing={"counters": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.low_buffer_hit").outcome is Outcome.UNKNOWN
