"""Deliveries that were repeats, while it was watched."""

from checks.core import Severity
from checks.rabbitmq.redelivers import check
from tests.checks.rabbitmq.small import DEAD, queue, rabbit
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_a_tenth_and_one_half() -> None:
    report = check(rabbit(queue(redelivered=90)))
    assert "15 % of 600 deliveries of jobs were repeats" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert check(rabbit(queue(redelivered=590))).findings[0].severity is Severity.HIGH


def test_leaves_a_few_repeats_alone() -> None:
    assert quiet(check(rabbit()))
    assert quiet(check(rabbit(queue(redelivered=50))))


def test_few_deliveries_and_totals_are_not_judged() -> None:
    assert "fewer than twenty" in unsure(check(rabbit(queue(delivered=9, redelivered=9))))
    assert "--seconds" in unsure(check(rabbit(queue(redelivered=600), window_s=None)))
    assert unsure(check(rabbit(DEAD)))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(rabbit(missing={"queues": "time-out"})))
    not_looked_at("rabbitmq.redelivers")
