"""More members than partitions."""

from checks.core import Severity
from checks.kafka.idle_consumers import check
from tests.checks.kafka.small import group, kafka, lag, topic
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_members_without_a_partition() -> None:
    report = check(kafka(group(members=10)))
    assert "4 of 10 consumers of mailer have no partition" in fires(report)
    assert report.findings[0].severity is Severity.LOW
    behind = check(kafka(group(lag(lag=5000), members=10)))
    assert behind.findings[0].severity is Severity.MEDIUM


def test_leaves_as_many_as_partitions_alone() -> None:
    assert quiet(check(kafka(group(members=6))))
    assert quiet(check(kafka()))


def test_leaves_members_of_several_topics_alone() -> None:
    both = group(lag(), lag("mails"), members=10)
    assert quiet(check(kafka(both, topics=(topic(), topic("mails")))))


def test_leaves_partitions_that_nobody_has_read_yet_alone() -> None:
    assert quiet(check(kafka(group(lag(partitions=1), members=6))))


def test_members_that_are_not_told() -> None:
    assert unsure(check(kafka(group(members=0))))
    assert unsure(check(kafka(missing={"members": "time-out"})))
    not_looked_at("kafka.idle_consumers")
