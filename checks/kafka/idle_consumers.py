"""Are there more consumers than partitions?

Why: in a group each partition has one reader. The consumers above that number get nothing, however far the group
lags: adding more of them changes nothing.
What to do: as many consumers as partitions at most; more partitions where more are needed (they re-key: choose
twice or three times what is needed today).
Source: https://kafka.apache.org/documentation/#intro_consumers; partitions >= max(T/P, T/C) (Confluent).
"""

from checks.core import Report, Severity
from checks.kafka._groups import unseen
from checks.live import answer, count, few, finding, seen, unread
from checks.probes.kafka import Kafka

ADVICE = True
BEHIND = 1000


def check(kafka: Kafka) -> Report:
    """Fires, without pressing, at idle consumers; MEDIUM where their group is a thousand records behind."""
    if (report := unseen(kafka) or unread(kafka.missing, "members", "topics")) is not None:
        return report
    sizes = {one.name: one.partitions for one in kafka.topics}
    groups = [
        (one, sum(sizes.get(lag.topic, lag.partitions) for lag in one.lags))
        for one in kafka.groups
        if one.lags and one.members
    ]
    if not groups:
        return few("no group with a member has committed an offset")
    found = [
        finding(
            f"{count((one.members or 0) - parts)} of {one.members} consumers of {one.name} have no partition to read"
            f" (there are {parts}), {count(one.lag)} records wait",
            "no more consumers than partitions; more partitions if the others cannot keep up",
            seen("members", one.members or 0, "1", "DescribeGroups"),
            seen("partitions", parts, "1", "Metadata"),
            severity=Severity.MEDIUM if one.lag >= BEHIND else Severity.LOW,
        )
        for one, parts in groups
        if (one.members or 0) > parts
    ]
    return answer(
        found, examined=len(groups), total=kafka.groups_total, note="every consumer has a partition"
    )
