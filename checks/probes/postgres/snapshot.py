"""What one look at a PostgreSQL server saw, nothing judged.

Counters stand as the server gave them, since `counters_since`; `between` turns two looks into the
difference and sets `window_s`. A part that could not be read is empty and named in `missing`.
"""

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

    @property
    def active(self) -> float:
        """Average sessions at work."""
        return self.by_state.get("active", 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the user's schemas; counters from pg_stat_user_tables."""

    schema: str
    name: str
    rows: int
    """The planner's estimate; -1 where the table was never analysed."""
    bytes: int
    total_bytes: int
    """With indexes and out-of-line storage."""
    seq_scans: int = 0
    seq_rows: int = 0
    index_scans: int = 0
    inserted: int = 0
    updated: int = 0
    deleted: int = 0
    hot_updated: int = 0
    live_rows: int = 0
    dead_rows: int = 0
    analyzed: bool = True
    xid_age: int = 0

    @property
    def written(self) -> int:
        """Rows inserted, updated and deleted."""
        return self.inserted + self.updated + self.deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """One index; a key column is the column's name, or "" where it is an expression."""

    schema: str
    table: str
    name: str
    columns: tuple[str, ...]
    definition: str
    method: str = "btree"
    unique: bool = False
    primary: bool = False
    constraint: bool = False
    """Backs a primary key, unique or exclusion constraint."""
    valid: bool = True
    partial: bool = False
    bytes: int = 0
    scans: int = 0
    being_built: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """One foreign key, on the side that points."""

    schema: str
    table: str
    name: str
    columns: tuple[str, ...]
    references_schema: str
    references: str
    on_delete: str = "no action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The planner's statistics of one column (pg_stats), where this user may read them."""

    schema: str
    table: str
    name: str
    type: str = ""
    distinct: float = 0.0
    """As pg_stats has it: above 0 a count, below 0 minus the share of rows."""
    null_share: float = 0.0
    correlation: float = 0.0
    width: int = 0


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
    since: float | None = None
    """When the counting began, seconds since 1970; None where it was never reset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """One sequence that feeds an integer column, and how far it got."""

    schema: str
    table: str
    column: str
    type: str
    last: int
    limit: int

    @property
    def fill(self) -> float:
        """Share of the numbers that are used up."""
        return self.last / self.limit if self.limit else 0.0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Postgres:
    """One look at one database and its server."""

    url: str
    """Without its password."""
    at: float
    """The server's clock, seconds since 1970."""
    version: int
    """As server_version_num has it: 180004."""
    database: str
    user: str = ""
    started: float | None = None
    """When the server was started, seconds since 1970."""
    window_s: float | None = None
    """Set by `between`; None where the counters are the server's running totals."""
    sees_all: bool = True
    """This user may see other users' statements and sessions."""
    in_recovery: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)
    """In base units: bytes for memory, milliseconds for time."""
    opening: Opening | None = None
    statements: Statements | None = None
    activity: Activity | None = None
    tables: tuple[Table, ...] = ()
    indexes: tuple[Index, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    columns: tuple[Column, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    counters: Counters | None = None
    database_bytes: int | None = None
    xid_age: int | None = None
    replica_lag_s: float | None = None
    tables_total: int = 0
    """Tables of the database, also those beyond the listed largest."""
    missing: Mapping[str, str] = field(default_factory=dict)
    """Part -> why it could not be read."""
    look_s: float = 0.0
    """How long this look took."""

    def table(self, schema: str, name: str) -> Table | None:
        """The table of this name, or None where it is not among those listed."""
        return next((t for t in self.tables if (t.schema, t.name) == (schema, name)), None)

    @property
    def counted_s(self) -> float | None:
        """The span of the tables', indexes' and database's counters; None where nothing bounds it.

        A server that was never reset counts since its database was made, at the latest since its start.
        """
        if self.window_s is not None:
            return self.window_s
        since = self.counters.since if self.counters is not None else None
        known = since if since is not None else self.started
        return None if known is None else max(0.0, self.at - known)

    def setting(self, name: str) -> float | None:
        """A setting as a number in its base unit, or None where it is not known."""
        try:
            return float(self.settings[name])
        except (KeyError, ValueError):
            return None
