"""Do consumers hold far more than they work on?

Why: without a prefetch limit RabbitMQ pushes everything to the first consumer; others idle, memory fills, and all
of it comes back when that consumer dies.
What to do: `basic.qos` with a prefetch of 10 to 50 for long jobs, some hundred for short ones, and acknowledge what
is done.
Source: https://www.rabbitmq.com/docs/consumer-prefetch; 1,000 unacknowledged is awesome-prometheus-alerts' bar,
here for each consumer.
"""

from checks.core import Report
from checks.live import answer, count, finding, seen
from checks.probes.rabbitmq import RabbitMq
from checks.rabbitmq._queues import unseen, work

ADVICE = True
MANY = 1000


def check(rabbit: RabbitMq) -> Report:
    """Fires from a thousand unacknowledged messages for each consumer."""
    if (report := unseen(rabbit)) is not None:
        return report
    queues = [one for one in work(rabbit) if one.kind != "stream"]
    found = [
        finding(
            f"{one.consumers} consumers of {one.shown} hold {count(one.unacked)} messages",
            "set a prefetch limit (basic.qos), and acknowledge each message when it is done",
            seen("messages_unacknowledged", one.unacked, "1", "/api/queues"),
            seen("consumers", one.consumers, "1", "/api/queues"),
        )
        for one in queues
        if one.unacked >= MANY * max(1, one.consumers)
    ]
    return answer(
        found,
        examined=len(queues),
        total=rabbit.queues_total,
        note="consumers hold what they work on",
    )
