"""Vitals from a look at RabbitMQ: a queue in use, what arrives and what is done, the age of the oldest job, its
consumers.

Rates need two looks (`--seconds`). Of several queues the one whose backlog grew most is told, since one queue that
grows is not helped by another that is idle. Queues of the dead and of replies are none.
"""

from collections.abc import Iterator

from checks.core import Confidence, Fact
from checks.fill.fact import measured, window
from checks.probes.rabbitmq import Queue, RabbitMq

ENOUGH = 20
"""Messages that came or went in the window before rates mean something (this tool's default)."""
SHORT_S = 10.0
"""A window in which a burst looks like a trend (this tool's default)."""


def facts(rabbit: RabbitMq) -> Iterator[Fact]:
    """What is known of the queues in which work waits."""
    queues = [one for one in rabbit.queues if not one.temporary and not one.dead_letters]
    if not queues:
        return
    yield measured(
        "queue", f"RabbitMQ {rabbit.version}".strip(), f"{rabbit.url}: {len(queues)} queues"
    )
    yield from _rates(rabbit, queues)
    aged = [one for one in queues if one.ready and one.head_at is not None]
    if aged:
        oldest = min(aged, key=lambda one: one.head_at or 0.0)
        age = max(0.0, rabbit.at - (oldest.head_at or rabbit.at))
        yield measured("oldest_job_s", age, f"/api/queues: head of {oldest.shown}")


def _rates(rabbit: RabbitMq, queues: list[Queue]) -> Iterator[Fact]:
    busy = [one for one in queues if one.published + one.done >= ENOUGH]
    if not rabbit.window_s or not busy:
        return
    worst = max(busy, key=lambda one: (one.published - one.done, one.published))
    span, where = window(rabbit.window_s), f"/api/queues: {worst.shown}"
    sure = Confidence.HIGH if rabbit.window_s >= SHORT_S else Confidence.MEDIUM
    for name, count in (
        ("job_arrivals_per_second", worst.published),
        ("job_completions_per_second", worst.done),
    ):
        yield measured(name, count / rabbit.window_s, where, window=span, confidence=sure)
    yield measured("jobs_waiting", worst.ready, where)
    yield measured("queue_consumers", worst.consumers, where)
