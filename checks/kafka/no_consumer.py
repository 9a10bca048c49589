"""Has a group stopped reading?

Why: records go on arriving; when retention is over, they are gone unread.
What to do: start its consumers; delete a group that nobody needs (kafka-consumer-groups --delete).
Source: https://kafka.apache.org/documentation/#basic_ops_consumer_group (state Empty: offsets, and no member).
"""

from checks.core import Confidence, Report, Severity
from checks.kafka._groups import unseen
from checks.live import answer, count, few, finding, seen, unread
from checks.probes.kafka import Kafka

ADVICE = True


def check(kafka: Kafka) -> Report:
    """Fires at a group without a member that has something left to read; HIGH where more came while it was watched."""
    if (report := unseen(kafka) or unread(kafka.missing, "members")) is not None:
        return report
    groups = [one for one in kafka.groups if one.lags and one.members is not None]
    if not groups:
        return few("the broker does not tell the members of a group")
    watched = kafka.window_s is not None
    found = [
        finding(
            f"nobody reads for {one.name}, {count(one.lag)} records wait"
            f" ({', '.join(lag.topic for lag in one.lags if lag.lag)})",
            "start its consumers, or delete the group if nobody needs it",
            seen("members", 0, "1", "DescribeGroups"),
            seen("lag", one.lag, "1", "ListOffsets and OffsetFetch"),
            severity=Severity.HIGH
            if watched and any(lag.end for lag in one.lags)
            else Severity.MEDIUM,
            confidence=Confidence.HIGH if watched else Confidence.MEDIUM,
        )
        for one in groups
        if one.members == 0 and one.lag
    ]
    return answer(
        found,
        examined=len(groups),
        total=kafka.groups_total,
        note="every group that lags is read for",
    )
