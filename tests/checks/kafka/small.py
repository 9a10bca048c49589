"""Small looks at Kafka, for tests: three brokers, one topic, one group that keeps up, watched for 30 s."""

from dataclasses import replace
from typing import Any

from checks.probes.kafka import Group, Kafka, Lag, Topic


def topic(name: str = "orders", **changes: Any) -> Topic:
    """A topic that is well."""
    return replace(Topic(name=name, partitions=6, replication=3), **changes)


def lag(topic: str = "orders", **changes: Any) -> Lag:
    """What a group that keeps up has left."""
    return replace(Lag(topic=topic, partitions=6, lag=12, worst=4, end=900, read=898), **changes)


def group(*lags: Lag, name: str = "mailer", **changes: Any) -> Group:
    """A group of three members."""
    return replace(Group(name=name, state="Stable", members=3, lags=lags or (lag(),)), **changes)


def kafka(*groups: Group, **changes: Any) -> Kafka:
    """A watched cluster with these groups, with the one that keeps up where none is given."""
    told = groups or (group(),)
    watched = Kafka(
        url="kafka:9092", at=1_000_000.0, brokers=3, topics=(topic(),), topics_total=1, groups=told,
        groups_total=len(told), window_s=30.0,
    )  # fmt: skip
    return replace(watched, **changes)
