"""What several checks ask of a queue."""

from checks.core import Report
from checks.live import few, unread
from checks.probes.rabbitmq import Queue, RabbitMq

MINUTES = 12
"""Of a quarter of an hour's lengths, so many must be there to speak of growing."""


def work(rabbit: RabbitMq) -> list[Queue]:
    """The queues in which work waits: no reply queues, no places of the dead."""
    return [one for one in rabbit.queues if not one.temporary and not one.dead_letters]


def unseen(rabbit: RabbitMq) -> Report | None:
    """The answer where the queues could not be read or there is none; None where there are some."""
    if (report := unread(rabbit.missing, "queues")) is not None:
        return report
    return None if work(rabbit) else few("there is no queue in which work waits")


def grew(queue: Queue) -> float | None:
    """By how many messages it grew over a quarter of an hour, if each five minutes were above the last; else 0.

    None where its length was not recorded for so long.
    """
    if len(queue.history) < MINUTES:
        return None
    third = len(queue.history) // 3
    parts = [queue.history[:third], queue.history[third:-third], queue.history[-third:]]
    levels = [sum(one) / len(one) for one in parts]
    rising = levels[0] < levels[1] < levels[2]
    return float(max(0, queue.history[-1] - queue.history[0])) if rising else 0.0
