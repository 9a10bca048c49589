"""Messages in the place of the dead."""

from dataclasses import replace

from checks.core import Severity
from checks.rabbitmq.dead_letters import check
from tests.checks.rabbitmq.small import DEAD, queue, rabbit
from tests.checks.reports import fires, not_looked_at, quiet, spared, unsure


def test_some_and_many() -> None:
    report = check(rabbit(queue(), replace(DEAD, ready=40)))
    assert "40 dead messages lie in jobs.dead" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert check(rabbit(replace(DEAD, ready=4000))).findings[0].severity is Severity.HIGH


def test_leaves_few_alone() -> None:
    assert quiet(check(rabbit(queue(), DEAD)))
    assert quiet(check(rabbit(replace(DEAD, ready=10))))


def test_leaves_long_queues_of_work_alone() -> None:
    assert quiet(check(rabbit(queue(ready=90_000), DEAD)))


def test_without_a_place_for_them() -> None:
    assert spared(check(rabbit()))
    assert unsure(check(rabbit(missing={"queues": "time-out"})))
    not_looked_at("rabbitmq.dead_letters")
