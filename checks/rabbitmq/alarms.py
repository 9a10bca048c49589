"""Does RabbitMQ block its publishers, or will it soon?

Why: at the memory or disk alarm RabbitMQ stops reading from every connection that publishes, in the whole cluster;
the application hangs where it publishes.
What to do: let consumers catch up, free disk, raise the watermark only if the machine has the memory.
Source: https://www.rabbitmq.com/docs/alarms; four fifths of the watermark is this tool's default.
"""

from collections.abc import Iterator

from checks.core import Finding, Report, Severity
from checks.live import answer, few, finding, percent, seen, size, unread
from checks.probes.rabbitmq import Node, RabbitMq

ADVICE = True
NEAR = 0.8


def check(rabbit: RabbitMq) -> Report:
    """Fires at an alarm (CRITICAL), and from four fifths of the memory or twice the disk that raises one."""
    if (report := unread(rabbit.missing, "nodes")) is not None:
        return report
    if not rabbit.nodes:
        return few("the API names no node")
    return answer(
        (found for one in rabbit.nodes for found in _judged(one)),
        examined=len(rabbit.nodes),
        note="no alarm, and room before one",
    )


def _judged(node: Node) -> Iterator[Finding]:
    share = node.memory_used / node.memory_limit if node.memory_limit else 0.0
    if node.memory_alarm or share >= NEAR:
        yield finding(
            f"{node.name} uses {size(node.memory_used)} of {size(node.memory_limit)} ({percent(share)})"
            f"{': publishers are blocked' if node.memory_alarm else ' before it blocks publishers'}",
            "let consumers catch up; see which queues hold the most, and lazy or quorum queues for long ones",
            seen("mem_used", node.memory_used, "B", "/api/nodes"),
            seen("mem_limit", node.memory_limit, "B", "/api/nodes"),
            severity=Severity.CRITICAL if node.memory_alarm else Severity.HIGH,
        )
    if node.disk_alarm or (node.disk_limit and node.disk_free < 2 * node.disk_limit):
        yield finding(
            f"{node.name} has {size(node.disk_free)} of disk left, the alarm is at {size(node.disk_limit)}"
            f"{': publishers are blocked' if node.disk_alarm else ''}",
            "free disk or give it more; let consumers catch up",
            seen("disk_free", node.disk_free, "B", "/api/nodes"),
            seen("disk_free_limit", node.disk_limit, "B", "/api/nodes"),
            severity=Severity.CRITICAL if node.disk_alarm else Severity.HIGH,
        )
