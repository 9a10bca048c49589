"""Has the cluster come apart?

Why: nodes that have lost sight of each other take the same messages twice or none; a node that is down leaves quorum
queues without a vote.
What to do: mend the network, then restart the side that is to be given up; choose `cluster_partition_handling =
pause_minority` for three nodes and more.
Source: https://www.rabbitmq.com/docs/partitions
"""

from checks.core import Report, Severity
from checks.live import answer, few, finding, seen, unread
from checks.probes.rabbitmq import RabbitMq

ADVICE = True


def check(rabbit: RabbitMq) -> Report:
    """Fires at a partition (CRITICAL) and at a node of the cluster that does not run."""
    if (report := unread(rabbit.missing, "nodes")) is not None:
        return report
    if not rabbit.nodes:
        return few("the API names no node")
    apart = [
        finding(
            f"{one.name} has lost sight of {', '.join(one.partitions)}",
            "mend the network, then restart the side that is to be given up",
            seen("partitions", len(one.partitions), "1", "/api/nodes"),
            severity=Severity.CRITICAL,
        )
        for one in rabbit.nodes
        if one.partitions
    ]
    down = [
        finding(
            f"{one.name} belongs to the cluster and does not run",
            "start it, or take it out with rabbitmqctl forget_cluster_node",
            seen("running", False, "bool", "/api/nodes"),
            severity=Severity.HIGH,
        )
        for one in rabbit.nodes
        if not one.running
    ]
    return answer(
        [*apart, *down], examined=len(rabbit.nodes), note="every node runs and sees the others"
    )
