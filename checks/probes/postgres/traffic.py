"""What goes on: statements, sessions, counters, and what opening a session costs."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a statement does, by its first words."""

    READ = "read"
    WRITE = "write"
    """Changes rows, or locks them (`select ... for update`)."""
    OTHER = "other"
    """Transaction control, settings, definitions: not counted as the application's calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One normalised statement of this database, over all users (pg_stat_statements)."""

    id: str
    text: str
    """Empty where the right to read it is missing."""
    kind: Kind
    calls: int
    exec_ms: float
    """Time on the clock inside the executor: under contended processors it holds waiting too."""
    rows: int
    blocks_hit: int
    blocks_read: int
    temp_blocks: int = 0
    wal_bytes: int = 0
    """Needs PostgreSQL 13."""
    squares_ms2: float | None = None
    """Sum of the squared times of all calls: differences of it stay true, those of a deviation do not."""

    @property
    def mean_ms(self) -> float:
        """Mean time of a call."""
        return self.exec_ms / self.calls if self.calls else 0.0

    @property
    def deviation_ms(self) -> float | None:
        """Standard deviation of a call's time."""
        if self.squares_ms2 is None or self.calls < 2:
            return None
        return math.sqrt(max(0.0, self.squares_ms2 / self.calls - self.mean_ms**2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """The busiest statements, and sums over all of them, also those that are not listed."""

    rows: tuple[Statement, ...]
    calls: int
    """Calls of reading and writing statements."""
    exec_ms: float
    """Time of reading and writing statements."""
    distinct: int
    hidden_share: float = 0.0
    """Share of the time in statements whose text this user may not read."""
    window_s: float | None = None
    """The span that the numbers cover, None where the server cannot say since when it counts."""
    left_out: int = 0
    """Statements without a comparable first reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Client sessions of the whole server (pg_stat_activity), averaged over a few samples."""

    samples: int
    sessions: int
    """Open client sessions at the last sample, without the look's own."""
    by_state: Mapping[str, float]
    """Average sessions by state: active, idle, idle in transaction, ..."""
    waits: Mapping[str, float]
    """Average active sessions by what they wait for; "CPU" where they wait for nothing."""
    longest_transaction_s: float
    longest_idle_in_transaction_s: float
    blocked: float = 0.0
    """Average sessions that wait for a lock."""
    by_application: Mapping[str, int] = field(default_factory=dict)
    hidden: int = 0
    """Sessions whose state this user may not see."""
    listed: tuple["Session", ...] = ()
    """The last sample one by one, the longest transactions first; no text, because it holds values."""
    windowed: bool = False
    """Sampled through the whole window, by one more session of the look's own."""

    @property
    def active(self) -> float:
        """Average sessions at work."""
        return self.by_state.get("active", 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One client session at the last sample. Times are seconds; None where the user may not see them."""

    pid: int
    user: str
    database: str
    application: str
    state: str
    wait: str = ""
    """"Lock", "IO", ...; empty where it waits for nothing."""
    age_s: float | None = None
    transaction_s: float | None = None
    query_s: float | None = None
    state_s: float | None = None
    xid_age: int | None = None
    """Transactions begun since the snapshot that it holds: what vacuum may not remove yet."""
    blocked_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """Counters of this database (pg_stat_database). `sessions` needs PostgreSQL 14."""

    commits: int
    rollbacks: int
    blocks_hit: int
    blocks_read: int
    temp_files: int
    temp_bytes: int
    deadlocks: int
    backends: int
    """Sessions of this database now."""
    sessions: int | None = None
    """Sessions opened."""
    active_ms: float | None = None
    read_ms: float = 0.0
    """Time of reading blocks; 0 unless track_io_timing is on."""
    conflicts: int = 0
    """Queries that replay cancelled on a replica."""
    checksum_failures: int | None = None
    since: float | None = None
    """When the counting began, seconds since 1970; None where it was never reset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What opening a session costs, measured on the look's own sessions.

    The processor times are those of the session's server process and of this client, from the kernel's
    clocks, so they hold under contention too; None where the server runs elsewhere. The server's
    parent (fork) and the session's end are not in them: they are a lower bound.
    """

    samples: int
    wall_ms: float
    """Median time on the clock until a session could be used."""
    server_cpu_ms: float | None = None
    client_cpu_ms: float | None = None
    round_trip_ms: float = 0.0
    parent_pid: int | None = None
    """The server's parent process, where the server is seen to run on this machine."""
    pid: int = 0
    """The session's process as the line's other end named it; a pooler names one of its own."""
