"""Does one partition hold most of what is unread?

Why: one reader takes one partition. Where a key is hot or a record cannot be worked off, the others are idle, and
more consumers or partitions change nothing.
What to do: look at the record at which it stands; spread the hot key (a suffix, or no key where order does not
matter).
Source: https://kafka.apache.org/documentation/#semantics (order within a partition); three quarters of a thousand
unread records in one of three or more partitions are this tool's defaults.
"""

from checks.core import Report
from checks.kafka._groups import reading, unseen
from checks.live import answer, count, few, finding, percent, seen
from checks.probes.kafka import Kafka

ADVICE = True
MOST = 0.75
ENOUGH = 1000
PARTITIONS = 3


def check(kafka: Kafka) -> Report:
    """Fires where one of three or more partitions holds three quarters of a thousand unread records or more."""
    if (report := unseen(kafka)) is not None:
        return report
    pairs = [(group, one) for group, one in reading(kafka) if one.partitions >= PARTITIONS]
    if not pairs:
        return few("no group has read from three partitions of a topic")
    found = [
        finding(
            f"one of {one.partitions} partitions of {one.topic} holds {percent(one.worst / one.lag)} of the"
            f" {count(one.lag)} records that {group.name} has not read",
            "look at the record at which it stands; spread the hot key",
            seen("lag_of_one_partition", one.worst, "1", "ListOffsets and OffsetFetch"),
            seen("lag", one.lag, "1", "ListOffsets and OffsetFetch"),
        )
        for group, one in pairs
        if one.lag >= ENOUGH and one.worst >= MOST * one.lag
    ]
    return answer(found, examined=len(pairs), note="what is unread is spread")
