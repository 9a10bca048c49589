"""Memory and disk alarms, and what comes before them."""

from checks.core import Severity
from checks.rabbitmq.alarms import check
from tests.checks.rabbitmq.small import GIB, node, rabbit
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_alarms_are_a_hard_stop() -> None:
    memory = check(rabbit(nodes=(node(memory_alarm=True, memory_used=4 * GIB),)))
    assert "publishers are blocked" in fires(memory)
    assert memory.findings[0].severity is Severity.CRITICAL
    disk = check(rabbit(nodes=(node(disk_alarm=True, disk_free=GIB // 2),)))
    assert "512 MiB of disk left" in fires(disk)
    assert disk.findings[0].severity is Severity.CRITICAL


def test_what_comes_before() -> None:
    report = check(rabbit(nodes=(node(memory_used=int(3.4 * GIB)), node(disk_free=int(1.5 * GIB)))))
    assert [one.severity for one in report.findings] == [Severity.HIGH, Severity.HIGH]
    assert "before it blocks publishers" in fires(report) and report.examined == 2


def test_leaves_room_alone() -> None:
    assert quiet(check(rabbit()))
    assert quiet(check(rabbit(nodes=(node(memory_used=3 * GIB), node(disk_free=3 * GIB)))))


def test_leaves_limits_that_are_not_told_alone() -> None:
    assert quiet(check(rabbit(nodes=(node(memory_limit=0, disk_limit=0),))))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert "may not see" in unsure(
        check(rabbit(nodes=(), missing={"nodes": "this user may not see it"}))
    )
    assert unsure(check(rabbit(nodes=())))
    not_looked_at("rabbitmq.alarms")
