"""Partitions and nodes that do not run."""

from checks.core import Severity
from checks.rabbitmq.cluster_apart import check
from tests.checks.rabbitmq.small import node, rabbit
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_a_partition_and_a_node_that_is_down() -> None:
    report = check(
        rabbit(nodes=(node(partitions=("rabbit@two",)), node(name="rabbit@two", running=False)))
    )
    words = fires(report)
    assert "lost sight of rabbit@two" in words and "rabbit@two belongs to the cluster" in words
    assert [one.severity for one in report.findings] == [Severity.CRITICAL, Severity.HIGH]


def test_leaves_a_whole_cluster_alone() -> None:
    assert quiet(check(rabbit()))
    assert (
        check(rabbit(nodes=(node(), node(name="rabbit@two"), node(name="rabbit@three")))).examined
        == 3
    )


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(rabbit(missing={"nodes": "time-out"})))
    assert unsure(check(rabbit(nodes=())))
    not_looked_at("rabbitmq.cluster_apart")
