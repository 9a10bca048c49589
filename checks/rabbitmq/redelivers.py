"""Are the same messages delivered again and again?

Why: a message that makes its consumer fail comes back at once and is tried for ever; the worker is busy and nothing
is done.
What to do: a limit on deliveries (quorum queues: `delivery-limit`) and a place for the dead; acknowledge after the
work.
Source: https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling (a limit of 20 by default since 4.0); a
tenth of the deliveries is this tool's default.
"""

from checks.core import Report, Severity
from checks.fill.fact import window
from checks.live import answer, count, few, finding, percent, seen
from checks.probes.rabbitmq import RabbitMq
from checks.rabbitmq._queues import unseen, work

ADVICE = True
NOTABLE = 0.1
MOST = 0.5
ENOUGH = 20


def check(rabbit: RabbitMq) -> Report:
    """Fires where a tenth of the deliveries while it was watched were repeats; HIGH from one half."""
    if (report := unseen(rabbit)) is not None:
        return report
    if rabbit.window_s is None:
        return few("watch it with --seconds 30: a total says nothing of today")
    judged = [one for one in work(rabbit) if one.delivered >= ENOUGH]
    if not judged:
        return few("fewer than twenty deliveries while it was watched")
    found = [
        finding(
            f"{percent(one.redelivered / one.delivered)} of {count(one.delivered)} deliveries of {one.shown}"
            " were repeats",
            "limit deliveries (delivery-limit) with a place for the dead, and acknowledge after the work",
            seen("redelivered", one.redelivered, "1", "/api/queues", window(rabbit.window_s)),
            severity=Severity.HIGH if one.redelivered >= MOST * one.delivered else Severity.MEDIUM,
        )
        for one in judged
        if one.redelivered >= NOTABLE * one.delivered
    ]
    return answer(
        found,
        examined=len(judged),
        total=rabbit.queues_total,
        window=window(rabbit.window_s),
        note="messages are delivered once",
    )
