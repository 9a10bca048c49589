"""The look at Kafka: metadata, consumer groups and offsets, by the client library of the extra `rung[kafka]`.

Asks Metadata, ListGroups, DescribeGroups, OffsetFetch and ListOffsets; no record is read, no group is joined, nothing
is committed. What this user may not see is missing, with the reason.
"""

import time
from dataclasses import replace

from checks.core import Problem
from checks.probes.kafka.snapshot import Group, Kafka, Lag, Topic

__all__ = ["Group", "Kafka", "Lag", "Topic", "between", "look"]


def look(url: str, *, timeout_s: float = 15.0) -> Kafka:
    """Look once, in at most about this many seconds.

    Raises:
        Problem: the client library is not installed, nothing answers there, or it is no Kafka.
    """
    from checks.probes.kafka.asking import ask

    begun = time.monotonic()
    return replace(ask(url, timeout_s), look_s=time.monotonic() - begun)


def between(first: Kafka, second: Kafka) -> Kafka:
    """The second look with what arrived and was read since the first, and `window_s` set.

    A topic that was made anew, or an offset that somebody set back, is taken as nothing read.

    Raises:
        Problem: the looks are in the wrong order.
    """
    if second.at <= first.at:
        raise Problem("these two looks cannot be compared", "hand in the earlier one first")
    earlier = {(group.name, one.topic): one for group in first.groups for one in group.lags}
    return replace(
        second,
        window_s=second.at - first.at,
        groups=tuple(
            replace(
                group,
                lags=tuple(
                    _growth(earlier.get((group.name, one.topic)), one) for one in group.lags
                ),
            )
            for group in second.groups
        ),
    )


def _growth(before: Lag | None, now: Lag) -> Lag:
    if before is None:
        return replace(now, end=0, read=0)
    return replace(now, end=max(0, now.end - before.end), read=max(0, now.read - before.read))
