"""Vitals from a look at Kafka: a queue in use, what arrives and what is read, consumers and partitions.

Rates need two looks (`--seconds`). Of several groups and topics the pair that fell behind most is told. Kafka tells
no age of what waits.
"""

from collections.abc import Iterator

from checks.core import Confidence, Fact
from checks.fill.fact import measured, window
from checks.probes.kafka import Group, Kafka, Lag

ENOUGH = 20
"""Records that came or were read in the window before rates mean something (this tool's default)."""
SHORT_S = 10.0
"""A window in which a burst looks like a trend (this tool's default)."""


def facts(kafka: Kafka) -> Iterator[Fact]:
    """What consumer groups tell; a cluster from which no group reads is no queue."""
    pairs = [(group, one) for group in kafka.groups for one in group.lags]
    if not pairs:
        return
    yield measured("queue", "Kafka", f"{kafka.url}: consumer group {pairs[0][0].name}")
    busy = [(group, one) for group, one in pairs if one.end + one.read >= ENOUGH]
    if kafka.window_s and busy:
        worst = max(busy, key=lambda pair: (pair[1].end - pair[1].read, pair[1].end))
        yield from _rates(kafka, *worst)


def _rates(kafka: Kafka, group: Group, lag: Lag) -> Iterator[Fact]:
    seconds = kafka.window_s or 1.0
    where, span = f"{lag.topic}, read by {group.name}", window(seconds)
    sure = Confidence.HIGH if seconds >= SHORT_S else Confidence.MEDIUM
    for name, count in (
        ("job_arrivals_per_second", lag.end),
        ("job_completions_per_second", lag.read),
    ):
        yield measured(name, count / seconds, where, window=span, confidence=sure)
    if group.members is not None:
        sizes = {one.name: one.partitions for one in kafka.topics}
        yield measured("queue_consumers", group.members, f"DescribeGroups: {group.name}")
        partitions = sum(sizes.get(one.topic, one.partitions) for one in group.lags)
        yield measured("queue_partitions", partitions, f"Metadata: topics of {group.name}")
