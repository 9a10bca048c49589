"""Does work wait that nobody takes?

Why: a queue without a consumer only grows; often a worker died, or was never deployed for this queue.
What to do: start the worker, or delete the queue and its binding.
Source: awesome-prometheus-alerts warns at a queue with fewer than one consumer. Queues of the dead are meant to
wait, and one that is emptied by polling (basic.get) has no consumer and is served all the same.
"""

from checks.core import Confidence, Report, Severity
from checks.live import answer, count, finding, seen
from checks.probes.rabbitmq import RabbitMq
from checks.rabbitmq._queues import unseen, work

ADVICE = True


def check(rabbit: RabbitMq) -> Report:
    """Fires at messages in a queue without a consumer; HIGH where more came while it was watched."""
    if (report := unseen(rabbit)) is not None:
        return report
    queues, watched = work(rabbit), rabbit.window_s is not None
    found = [
        finding(
            f"{count(one.ready)} messages wait in {one.shown}, and nobody consumes it",
            "start its worker, or delete the queue with its binding",
            seen("messages_ready", one.ready, "1", "/api/queues"),
            seen("consumers", one.consumers, "1", "/api/queues"),
            severity=Severity.HIGH if watched and one.published else Severity.MEDIUM,
            confidence=Confidence.MEDIUM if one.done else Confidence.HIGH,
        )
        for one in queues
        if one.ready and not one.consumers and not (watched and one.done)
    ]
    return answer(
        found,
        examined=len(queues),
        total=rabbit.queues_total,
        note="every queue with work has a consumer",
    )
