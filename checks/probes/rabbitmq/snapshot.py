"""What one look at RabbitMQ saw: its nodes and its longest queues. No message is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """One queue; `published`, `done` and `redelivered` are counters, after `between` those of the window."""

    vhost: str
    name: str
    kind: str = "classic"
    """classic, quorum or stream."""
    ready: int = 0
    unacked: int = 0
    consumers: int = 0
    published: int = 0
    delivered: int = 0
    done: int = 0
    """Acknowledged, or delivered to somebody who acknowledges nothing."""
    redelivered: int = 0
    head_at: float | None = None
    """When the message at its head was made, seconds since 1970, where its publisher said so."""
    history: tuple[int, ...] = ()
    """Its length each minute of the last quarter of an hour, the oldest first."""
    dead_letters: bool = False
    """Messages that were refused or died elsewhere end here."""
    temporary: bool = False
    """Exclusive or deleted with its last consumer: a reply queue, not a place of work."""

    @property
    def shown(self) -> str:
        """Its name, with the virtual host where that is not the default one."""
        return self.name if self.vhost == "/" else f"{self.vhost}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One node of the cluster."""

    name: str
    running: bool = True
    memory_used: int = 0
    memory_limit: int = 0
    memory_alarm: bool = False
    disk_free: int = 0
    disk_limit: int = 0
    disk_alarm: bool = False
    files_used: int = 0
    files_total: int = 0
    partitions: tuple[str, ...] = ()
    """Nodes that it has lost sight of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RabbitMq:
    """One look; after `between`, the counters are what came in `window_s`."""

    url: str
    """Without its password."""
    at: float
    """Seconds since 1970."""
    version: str = ""
    nodes: tuple[Node, ...] = ()
    queues: tuple[Queue, ...] = ()
    """The longest first, at most `MOST`."""
    queues_total: int = 0
    connections: int = 0
    connections_opened: int = 0
    missing: Mapping[str, str] = field(default_factory=dict)
    """Part -> why it could not be read: nodes, queues."""
    window_s: float | None = None
    look_s: float = 0.0
