"""What several checks ask of consumer groups."""

from collections.abc import Iterator

from checks.core import Report
from checks.live import few, unread
from checks.probes.kafka import Group, Kafka, Lag


def unseen(kafka: Kafka) -> Report | None:
    """The answer where groups could not be read or none has read anything; None where there are some."""
    if (report := unread(kafka.missing, "groups")) is not None:
        return report
    return (
        None
        if any(True for _ in reading(kafka))
        else few("no consumer group has committed an offset")
    )


def reading(kafka: Kafka) -> Iterator[tuple[Group, Lag]]:
    """Each group with each topic that it reads."""
    return ((group, one) for group in kafka.groups for one in group.lags)
