"""One replica although there are three brokers."""

from checks.kafka.single_replica import check
from tests.checks.kafka.small import kafka, topic
from tests.checks.reports import fires, not_looked_at, quiet, spared, unsure


def test_a_topic_on_one_broker() -> None:
    report = check(kafka(topics=(topic(), topic("mails", replication=1))))
    assert "mails is kept on one broker alone, and there are 3" in fires(report)
    assert (len(report.findings), report.examined) == (1, 2)


def test_leaves_two_and_three_replicas_alone() -> None:
    assert quiet(check(kafka()))
    assert quiet(check(kafka(topics=(topic(replication=2),))))


def test_leaves_small_clusters_alone() -> None:
    assert "no third place" in spared(check(kafka(brokers=1, topics=(topic(replication=1),))))


def test_no_topic_and_what_cannot_be_read() -> None:
    assert unsure(check(kafka(topics=())))
    assert unsure(check(kafka(missing={"topics": "time-out"})))
    not_looked_at("kafka.single_replica")
