"""Growth all through a quarter of an hour."""

from dataclasses import replace

from checks.core import Severity
from checks.rabbitmq.backlog_grows import check
from tests.checks.rabbitmq.small import DEAD, REPLIES, RISING, queue, rabbit
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_steady_growth() -> None:
    report = check(rabbit(queue(history=RISING, ready=3000)))
    assert "jobs grew by 3,000 messages in a quarter of an hour" in fires(report)
    assert report.findings[0].severity is Severity.HIGH
    small = check(rabbit(queue(history=tuple(one // 20 for one in RISING), ready=150)))
    assert small.findings[0].severity is Severity.MEDIUM


def test_the_virtual_host_is_named_where_it_is_not_the_default() -> None:
    assert "shop/jobs grew" in fires(check(rabbit(queue(history=RISING, vhost="shop"))))


def test_leaves_a_long_queue_that_does_not_grow_alone() -> None:
    assert quiet(check(rabbit(queue(history=(90_000,) * 16, ready=90_000))))


def test_leaves_a_burst_that_drains_alone() -> None:
    burst = (*[0] * 5, *[5000] * 5, *[2000] * 6)
    assert quiet(check(rabbit(queue(history=burst, ready=2000))))
    shrinking = tuple(reversed(RISING))
    assert quiet(check(rabbit(queue(history=shrinking))))


def test_leaves_a_few_messages_alone() -> None:
    assert quiet(check(rabbit(queue(history=tuple(range(16))))))


def test_leaves_replies_and_the_dead_alone() -> None:
    grown = (replace(DEAD, history=RISING), replace(REPLIES, history=RISING))
    assert quiet(check(rabbit(queue(), *grown)))
    assert unsure(check(rabbit(*grown)))


def test_lengths_that_were_not_recorded() -> None:
    assert "not recorded" in unsure(check(rabbit(queue(history=(0, 900)))))
    assert unsure(check(rabbit(missing={"queues": "time-out"})))
    not_looked_at("rabbitmq.backlog_grows")
