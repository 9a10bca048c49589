"""Does more work arrive than is done?

Why: a queue only holds work up; while more arrives than leaves, the wait grows without end, and then the memory.
What to do: more consumers if they are busy and the machines have room; faster work; or shed what is not worth the
wait.
Source: a queue is stable only while arrivals stay under what all consumers can do (M/M/c);
awesome-prometheus-alerts warns at 1,000 ready messages, a quarter of an hour of growth is this tool's default.
"""

from checks.core import Report, Severity
from checks.live import answer, count, few, finding, seen
from checks.probes.rabbitmq import RabbitMq
from checks.rabbitmq._queues import grew, unseen, work

ADVICE = True
FELT = 100
MANY = 1000


def check(rabbit: RabbitMq) -> Report:
    """Fires at queues that grew all through a quarter of an hour by a hundred or more; HIGH from a thousand ready."""
    if (report := unseen(rabbit)) is not None:
        return report
    judged = [(one, by) for one in work(rabbit) if (by := grew(one)) is not None]
    if not judged:
        return few("lengths were not recorded for a quarter of an hour")
    found = [
        finding(
            f"{one.shown} grew by {count(by)} messages in a quarter of an hour and holds {count(one.ready)}"
            f" ({one.consumers} consumers)",
            "more or faster consumers, or less work; what is too old to matter may be dropped (message-ttl)",
            seen("messages_ready", one.ready, "1", "/api/queues"),
            seen("grew", by, "1", "/api/queues", "last 15 min"),
            severity=Severity.HIGH if one.ready >= MANY else Severity.MEDIUM,
        )
        for one, by in judged
        if by >= FELT
    ]
    return answer(
        found,
        examined=len(judged),
        total=rabbit.queues_total,
        window="last 15 min",
        note="no queue grows",
    )
