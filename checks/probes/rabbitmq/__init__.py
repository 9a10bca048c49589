"""The look at RabbitMQ by its management API: overview, nodes, and the longest queues; no message is touched.

Reads /api/overview, /api/nodes and /api/queues (https://www.rabbitmq.com/docs/management); a user with the tag
`monitoring` sees all of it. A part that this user may not see is missing, with the reason.
"""

import time
from collections.abc import Mapping
from dataclasses import replace

from checks.core import Problem
from checks.probes.rabbitmq.snapshot import Node, Queue, RabbitMq

__all__ = ["Node", "Queue", "RabbitMq", "between", "look"]

EXAMPLE = "http://user:password@host:15672"


def look(url: str, *, timeout_s: float = 10.0) -> RabbitMq:
    """Look once, in at most this many seconds.

    Raises:
        Problem: nothing answers there, or it is no management API; the address in it has no password.
    """
    from checks.probes.rabbitmq.reading import read

    begun = time.monotonic()
    return replace(read(url, timeout_s), look_s=time.monotonic() - begun)


def between(first: RabbitMq, second: RabbitMq) -> RabbitMq:
    """The second look with its counters as their growth since the first, and `window_s` set.

    A counter that went down belongs to a queue or a node that began anew: it is taken as it stands.

    Raises:
        Problem: the looks are in the wrong order.
    """
    if second.at <= first.at:
        raise Problem("these two looks cannot be compared", "hand in the earlier one first")
    earlier = {(one.vhost, one.name): one for one in first.queues}
    return replace(
        second,
        window_s=second.at - first.at,
        queues=tuple(_grown(earlier, one) for one in second.queues),
        connections_opened=_growth(first.connections_opened, second.connections_opened),
    )


def _grown(earlier: Mapping[tuple[str, str], Queue], now: Queue) -> Queue:
    before = earlier.get((now.vhost, now.name))
    if before is None:
        return now
    return replace(
        now,
        published=_growth(before.published, now.published),
        delivered=_growth(before.delivered, now.delivered),
        done=_growth(before.done, now.done),
        redelivered=_growth(before.redelivered, now.redelivered),
    )


def _growth(before: int, after: int) -> int:
    return after - before if after >= before else after
