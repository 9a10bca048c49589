"""What one look at a Redis or Valkey saw. No value and no name of a single record is in it: keys are patterns."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What the server counted for one command, since it began or in the window."""

    calls: int
    microseconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """One command's entries of the slow log; its arguments are not read."""

    command: str
    count: int
    worst_ms: float
    newest: float
    """Seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spike:
    """One kind of event of the latency monitor (`fork`, `aof-fsync-always`, `eviction-cycle`, ...)."""

    event: str
    newest: float
    """Seconds since 1970."""
    worst_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One large key: `user:*:feed`, its type, its bytes."""

    pattern: str
    kind: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """A sample of the chosen database's keys, as SCAN gave them."""

    examined: int
    total: int
    kinds: Mapping[str, int] = field(default_factory=dict)
    """Keys by type: string, list, set, zset, hash, stream; "none" where one was gone when it was asked for."""
    patterns: Mapping[str, int] = field(default_factory=dict)
    """The most frequent patterns with their keys."""
    bytes: int | None = None
    """Of all that were examined; None where the server does not tell (MEMORY USAGE is forbidden)."""
    largest: tuple[Key, ...] = ()
    hits: int = 0
    """Look-ups of this sample itself that the server counted as hits, since TYPE is one."""
    misses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    """A replica as its primary sees it."""

    state: str
    lag_s: float
    """Since its last acknowledgement."""
    behind_bytes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Redis:
    """One look; after `between`, the counters and commands are what came in `window_s`."""

    url: str
    """Without its password."""
    at: float
    """The server's clock, seconds since 1970."""
    product: str
    """Redis or Valkey."""
    version: str
    role: str = "master"
    figures: Mapping[str, float] = field(default_factory=dict)
    """Every number of INFO by its name."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The few words of INFO that are judged: maxmemory_policy, rdb_last_bgsave_status, ..."""
    commands: Mapping[str, Command] = field(default_factory=dict)
    replicas: tuple[Replica, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    """What CONFIG GET told: save, appendonly, latency-monitor-threshold, slowlog-log-slower-than."""
    keys: Keys | None = None
    slow: tuple[Slow, ...] = ()
    spikes: tuple[Spike, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    """Part -> why it could not be read: info, commands, settings, keys, sizes, slow, spikes."""
    window_s: float | None = None
    sent: int = 0
    """Commands that this look sent, which the server counted too."""
    look_s: float = 0.0

    def number(self, name: str) -> float:
        """A number of INFO, 0 where the server has none of that name."""
        return self.figures.get(name, 0.0)

    def has(self, *names: str) -> bool:
        """Whether the server told all of these numbers."""
        return all(one in self.figures for one in names)

    def calls(self, *names: str) -> int:
        """How often these commands were called."""
        return sum(self.commands[one].calls for one in names if one in self.commands)
