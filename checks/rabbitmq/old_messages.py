"""How long does work wait at the head of a queue?

Why: the age of the oldest message is what users feel; a short queue with a stuck consumer is worse than a long fast
one.
What to do: see whether its consumers are stuck or too few; give urgent work a queue of its own.
Source: awesome-prometheus-alerts warns at a head of more than 60 s; a quarter of an hour is this tool's default.
RabbitMQ knows the age only where publishers set the `timestamp` property.
"""

from checks.core import Report, Severity
from checks.live import answer, count, few, finding, seen
from checks.probes.rabbitmq import RabbitMq
from checks.rabbitmq._queues import unseen, work

ADVICE = True
FELT_S = 60.0
LONG_S = 900.0


def check(rabbit: RabbitMq) -> Report:
    """Fires where the head of a queue is a minute old; HIGH from a quarter of an hour."""
    if (report := unseen(rabbit)) is not None:
        return report
    waiting = [one for one in work(rabbit) if one.ready]
    aged = [(one, rabbit.at - one.head_at) for one in waiting if one.head_at is not None]
    if waiting and not aged:
        return few("publishers set no timestamp, so that no age is known")
    found = [
        finding(
            f"the message at the head of {one.shown} is {count(age)} s old, {count(one.ready)} wait behind it",
            "see whether its consumers are stuck or too few; urgent work wants a queue of its own",
            seen("head_age", age, "s", "/api/queues"),
            seen("messages_ready", one.ready, "1", "/api/queues"),
            severity=Severity.HIGH if age >= LONG_S else Severity.MEDIUM,
        )
        for one, age in aged
        if age >= FELT_S
    ]
    examined = len(aged) if waiting else len(work(rabbit))
    note = "no head is a minute old" if waiting else "nothing waits"
    return answer(found, examined=examined, total=rabbit.queues_total, note=note)
