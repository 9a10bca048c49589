"""Jobs that a restart would lose."""

from checks.core import Severity
from checks.redis.queue_not_persisted import check
from tests.checks.redis.small import SETTINGS, queue, redis
from tests.checks.reports import fires, not_looked_at, quiet, spared, unsure


def test_memory_alone() -> None:
    report = check(queue())
    assert "memory alone" in fires(report) and report.findings[0].severity is Severity.HIGH


def test_snapshots_do_not_press() -> None:
    report = check(queue(settings={**SETTINGS, "save": "3600 1 300 100"}))
    assert "memory and snapshots" in fires(report)
    assert report.findings[0].severity is Severity.LOW


def test_leaves_an_append_only_file_alone() -> None:
    assert quiet(check(queue({"aof_enabled": 1.0})))


def test_leaves_a_cache_alone() -> None:
    assert "no job queue" in spared(check(redis()))


def test_leaves_a_replica_alone() -> None:
    assert "replica" in spared(check(queue(role="slave")))


def test_settings_that_are_forbidden_and_not_looked_at() -> None:
    assert "NOPERM" in unsure(check(queue(missing={"settings": "NOPERM"}, settings={})))
    assert unsure(check(queue(missing={"info": "NOPERM"})))
    not_looked_at("redis.queue_not_persisted")
