"""Work that nobody takes."""

from dataclasses import replace

from checks.core import Confidence, Severity
from checks.rabbitmq.no_consumer import check
from tests.checks.rabbitmq.small import DEAD, REPLIES, queue, rabbit
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_messages_and_no_consumer() -> None:
    report = check(rabbit(queue(consumers=0, ready=400, done=0)))
    assert "400 messages wait in jobs" in fires(report)
    assert report.findings[0].severity is Severity.HIGH
    still = check(rabbit(queue(consumers=0, ready=400, done=0, published=0)))
    assert still.findings[0].severity is Severity.MEDIUM


def test_what_was_served_once_is_less_sure_where_it_was_not_watched() -> None:
    report = check(rabbit(queue(consumers=0, ready=400, done=9), window_s=None))
    assert report.findings[0].confidence is Confidence.MEDIUM


def test_leaves_served_and_empty_queues_alone() -> None:
    assert quiet(check(rabbit()))
    assert quiet(check(rabbit(queue(consumers=0, ready=0, done=0))))


def test_leaves_a_queue_that_is_polled_alone() -> None:
    assert quiet(check(rabbit(queue(consumers=0, ready=400, done=30))))


def test_leaves_replies_and_the_dead_alone() -> None:
    assert quiet(check(rabbit(queue(), replace(DEAD, ready=9), REPLIES)))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(rabbit(missing={"queues": "time-out"})))
    assert unsure(check(rabbit(DEAD)))
    not_looked_at("rabbitmq.no_consumer")
