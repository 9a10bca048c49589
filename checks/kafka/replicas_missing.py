"""Do replicas of partitions not follow, or is a partition gone?

Why: with fewer replicas in sync than meant, the next broker's end loses records or stops writing
(`min.insync.replicas`); a partition without a leader can be neither read nor written.
What to do: see which broker is down or slow; its disk and network first.
Source: https://kafka.apache.org/documentation/#monitoring (UnderReplicatedPartitions and OfflinePartitionsCount
should be 0).
"""

from collections.abc import Iterator

from checks.core import Finding, Report, Severity
from checks.live import answer, few, finding, seen, unread
from checks.probes.kafka import Kafka, Topic

ADVICE = True


def check(kafka: Kafka) -> Report:
    """Fires at under-replicated partitions (HIGH) and at partitions without a leader (CRITICAL)."""
    if (report := unread(kafka.missing, "topics")) is not None:
        return report
    if not kafka.topics:
        return few("there is no topic")
    return answer(
        (found for one in kafka.topics for found in _judged(one)),
        examined=len(kafka.topics),
        total=kafka.topics_total,
        note="every replica follows",
    )


def _judged(topic: Topic) -> Iterator[Finding]:
    if topic.offline:
        yield finding(
            f"{topic.offline} of {topic.partitions} partitions of {topic.name} have no leader",
            "bring back a broker that holds them; until then nothing is read or written there",
            seen("offline_partitions", topic.offline, "1", "Metadata"),
            severity=Severity.CRITICAL,
        )
    elif topic.under_replicated:
        yield finding(
            f"{topic.under_replicated} of {topic.partitions} partitions of {topic.name} lack a replica in sync",
            "see which broker is down or slow: its disk and network first",
            seen("under_replicated_partitions", topic.under_replicated, "1", "Metadata"),
            severity=Severity.HIGH,
        )
