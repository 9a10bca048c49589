"""Is a topic kept on one broker alone although there are three?

Why: when that broker's disk ends, the records are gone; while it restarts, nobody can write.
What to do: three replicas and `min.insync.replicas=2` (kafka-reassign-partitions adds replicas to what is there).
Source: https://kafka.apache.org/documentation/#replication; awesome-prometheus-alerts warns below three replicas.
"""

from checks.core import Report, not_applicable
from checks.live import answer, few, finding, seen, unread
from checks.probes.kafka import Kafka

ADVICE = True
BROKERS = 3


def check(kafka: Kafka) -> Report:
    """Fires at topics with one replica in a cluster of three brokers or more."""
    if (report := unread(kafka.missing, "topics")) is not None:
        return report
    if 0 < kafka.brokers < BROKERS:
        return not_applicable(f"with {kafka.brokers} brokers there is no third place")
    if not kafka.topics or not kafka.brokers:
        return few("there is no topic")
    found = [
        finding(
            f"{one.name} is kept on one broker alone, and there are {kafka.brokers}",
            "give it three replicas and min.insync.replicas=2",
            seen("replication", one.replication, "1", "Metadata"),
            seen("brokers", kafka.brokers, "1", "Metadata"),
        )
        for one in kafka.topics
        if one.replication == 1
    ]
    return answer(
        found, examined=len(kafka.topics), total=kafka.topics_total, note="every topic has replicas"
    )
