"""The age of the message at the head."""

from dataclasses import replace

from checks.core import Severity
from checks.rabbitmq.old_messages import check
from tests.checks.rabbitmq.small import DEAD, NOW, queue, rabbit
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_a_minute_and_a_quarter_of_an_hour() -> None:
    report = check(rabbit(queue(head_at=NOW - 120)))
    assert "head of jobs is 120 s old, 5 wait" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert check(rabbit(queue(head_at=NOW - 3600))).findings[0].severity is Severity.HIGH


def test_leaves_young_heads_and_empty_queues_alone() -> None:
    assert "no head" in quiet(check(rabbit(queue(head_at=NOW - 2))))
    assert "nothing waits" in quiet(check(rabbit(queue(ready=0, head_at=NOW - 9000))))


def test_leaves_the_dead_alone() -> None:
    old = replace(DEAD, ready=5, head_at=NOW - 90_000)
    assert quiet(check(rabbit(queue(head_at=NOW - 2), old)))


def test_publishers_that_set_no_time() -> None:
    assert "no timestamp" in unsure(check(rabbit()))
    assert unsure(check(rabbit(missing={"queues": "time-out"})))
    not_looked_at("rabbitmq.old_messages")
