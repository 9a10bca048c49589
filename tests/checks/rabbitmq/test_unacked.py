"""Messages that consumers hold."""

from checks.rabbitmq.unacked import check
from tests.checks.rabbitmq.small import queue, rabbit
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_a_thousand_for_each_consumer() -> None:
    assert "2 consumers of jobs hold 9,000" in fires(check(rabbit(queue(unacked=9000))))


def test_leaves_a_prefetch_alone() -> None:
    assert quiet(check(rabbit()))
    assert quiet(check(rabbit(queue(unacked=500))))


def test_leaves_many_consumers_alone() -> None:
    assert quiet(check(rabbit(queue(unacked=9000, consumers=60))))


def test_leaves_streams_alone() -> None:
    assert quiet(check(rabbit(queue(), queue("log", kind="stream", unacked=9000))))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(rabbit(missing={"queues": "time-out"})))
    not_looked_at("rabbitmq.unacked")
