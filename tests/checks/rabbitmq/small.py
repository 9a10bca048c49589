"""Small looks at RabbitMQ, for tests: one node, one queue that is served, watched for 30 s."""

from dataclasses import replace
from typing import Any

from checks.probes.rabbitmq import Node, Queue, RabbitMq

GIB = 2**30
NOW = 1_000_000.0
FLAT = (5,) * 16
RISING = tuple(range(0, 3200, 200))


def queue(name: str = "jobs", **changes: Any) -> Queue:
    """A queue whose two consumers keep up."""
    served = Queue(
        vhost="/", name=name, ready=5, unacked=4, consumers=2, published=600, delivered=600, done=598,
        redelivered=0, history=FLAT,
    )  # fmt: skip
    return replace(served, **changes)


def node(**changes: Any) -> Node:
    """A node with room."""
    roomy = Node(
        name="rabbit@one", memory_used=GIB, memory_limit=4 * GIB, disk_free=50 * GIB, disk_limit=GIB,
        files_used=90, files_total=20_000,
    )  # fmt: skip
    return replace(roomy, **changes)


def rabbit(*queues: Queue, **changes: Any) -> RabbitMq:
    """A watched server with these queues, with the served one where none is given."""
    told = queues or (queue(),)
    watched = RabbitMq(
        url="http://:***@mq:15672", at=NOW, version="3.10.8", nodes=(node(),), queues=told,
        queues_total=len(told), connections=8, connections_opened=1, window_s=30.0,
    )  # fmt: skip
    return replace(watched, **changes)


DEAD = queue("jobs.dead", consumers=0, published=0, delivered=0, done=0, ready=0, dead_letters=True)
REPLIES = queue("amq.gen-x", consumers=0, done=0, ready=50, temporary=True)
