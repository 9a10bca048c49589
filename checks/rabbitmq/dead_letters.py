"""Do dead messages pile up?

Why: what ends in the place of the dead was refused or tried too often: a defect that somebody should see, and work
that was never done.
What to do: read some, mend the cause, move them back or throw them away; alert on the first one.
Source: awesome-prometheus-alerts warns at more than ten. The place of the dead is the queue that others name in
`x-dead-letter-routing-key`, or one with a telling name.
"""

from checks.core import Report, Severity, not_applicable
from checks.live import answer, count, finding, seen, unread
from checks.probes.rabbitmq import RabbitMq

ADVICE = True
SOME = 10
MANY = 1000


def check(rabbit: RabbitMq) -> Report:
    """Fires at more than ten dead messages; HIGH from a thousand."""
    if (report := unread(rabbit.missing, "queues")) is not None:
        return report
    places = [one for one in rabbit.queues if one.dead_letters]
    if not places:
        return not_applicable("no queue holds dead messages")
    found = [
        finding(
            f"{count(one.ready)} dead messages lie in {one.shown}",
            "read some, mend the cause, then move them back or throw them away",
            seen("messages_ready", one.ready, "1", "/api/queues"),
            severity=Severity.HIGH if one.ready >= MANY else Severity.MEDIUM,
        )
        for one in places
        if one.ready > SOME
    ]
    return answer(
        found, examined=len(places), total=rabbit.queues_total, note="few or none are dead"
    )
