"""A queue in use, what arrives and what is read, consumers and partitions."""

from checks.core import Confidence, Looks
from checks.engine import examine
from checks.fill import fill
from checks.probes.kafka import Group
from tests.checks.kafka.small import group, kafka, lag, topic


def test_the_group_that_fell_behind_most() -> None:
    slow = group(lag("mails", end=600, read=150), name="slow", members=9)
    found = fill(
        Looks().with_(kafka(group(), slow, topics=(topic(), topic("mails", partitions=4))))
    )
    assert found.queue is not None and found.queue.value == "Kafka"
    arrivals = found.job_arrivals_per_second
    assert arrivals is not None and arrivals.value == 20 and arrivals.where == "mails, read by slow"
    assert arrivals.confidence is Confidence.HIGH
    assert found.number("job_completions_per_second") == 5
    assert (found.number("queue_consumers"), found.number("queue_partitions")) == (9, 4)
    report = examine(Looks().with_(found), ["limits.queue_age"])["limits.queue_age"].report
    assert "9 consumers share 4 partitions" in report.findings[0].message


def test_one_that_keeps_up_is_no_problem() -> None:
    found = fill(Looks().with_(kafka()))
    report = examine(Looks().with_(found), ["limits.queue_age"])["limits.queue_age"].report
    assert not report.findings


def test_what_is_not_known_is_not_filled() -> None:
    assert fill(Looks().with_(kafka(window_s=None))).job_arrivals_per_second is None
    assert fill(Looks().with_(kafka(group(lag(end=3, read=1))))).job_arrivals_per_second is None
    untold = fill(Looks().with_(kafka(group(members=None))))
    assert untold.queue_consumers is None and untold.job_arrivals_per_second is not None
    nobody = Group(name="g", state="Stable", members=1)
    assert list(fill(Looks().with_(kafka(nobody))).known()) == []
