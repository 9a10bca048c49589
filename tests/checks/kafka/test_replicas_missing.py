"""Partitions without all of their replicas, or without a leader."""

from checks.core import Severity
from checks.kafka.replicas_missing import check
from tests.checks.kafka.small import kafka, topic
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_under_replicated_and_offline() -> None:
    report = check(
        kafka(topics=(topic(under_replicated=2), topic("mails", offline=1, under_replicated=1)))
    )
    words = fires(report)
    assert "2 of 6 partitions of orders lack a replica" in words
    assert "1 of 6 partitions of mails have no leader" in words
    assert [one.severity for one in report.findings] == [Severity.CRITICAL, Severity.HIGH]


def test_leaves_replicas_that_follow_alone() -> None:
    assert quiet(check(kafka()))
    assert quiet(check(kafka(topics=(topic(replication=1),))))


def test_no_topic_and_what_cannot_be_read() -> None:
    assert unsure(check(kafka(topics=())))
    assert unsure(check(kafka(missing={"topics": "TopicAuthorizationFailedError"})))
    not_looked_at("kafka.replicas_missing")
