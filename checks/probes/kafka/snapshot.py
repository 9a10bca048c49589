"""What one look at Kafka saw: topics, consumer groups and their lag. No record is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic's partitions."""

    name: str
    partitions: int
    replication: int
    """The fewest replicas that one of its partitions is meant to have."""
    under_replicated: int = 0
    """Partitions of which a replica does not follow."""
    offline: int = 0
    """Partitions without a leader: nothing can be written or read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """What one group has still to read of one topic."""

    topic: str
    partitions: int
    lag: int
    """Over all partitions from which it has read."""
    worst: int
    """Of the one partition that lags most."""
    end: int
    """The sum of the partitions' ends; after `between` what arrived in the window."""
    read: int
    """The sum of what was committed; after `between` what was read in the window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A consumer group."""

    name: str
    state: str
    members: int | None
    """None where the broker does not tell."""
    lags: tuple[Lag, ...] = ()

    @property
    def lag(self) -> int:
        """Over all of its topics."""
        return sum(one.lag for one in self.lags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kafka:
    """One look; after `between`, `end` and `read` of each lag are what came in `window_s`."""

    url: str
    """Without its password."""
    at: float
    """Seconds since 1970."""
    brokers: int = 0
    topics: tuple[Topic, ...] = ()
    topics_total: int = 0
    groups: tuple[Group, ...] = ()
    groups_total: int = 0
    missing: Mapping[str, str] = field(default_factory=dict)
    """Part -> why it could not be read: topics, groups, members."""
    window_s: float | None = None
    look_s: float = 0.0
