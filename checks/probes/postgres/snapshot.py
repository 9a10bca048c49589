"""What one look at a PostgreSQL server saw, nothing judged.

Counters stand as the server gave them, since `counters_since`; `between` turns two looks into the
difference and sets `window_s`. A part that could not be read is empty and named in `missing`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from checks.probes.postgres.copies import Replication
from checks.probes.postgres.relations import (
    Column,
    ForeignKey,
    Index,
    Sequence,
    Table,
    Unproven,
)
from checks.probes.postgres.traffic import Activity, Counters, Opening, Statements
from checks.probes.postgres.upkeep import Archiver, Checkpoints, Prepared, SessionLimit, Wal

SPAN_S = 1.0
"""The least span of a rate of the log: in less than a second one commit is most of it."""


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
    unproven: tuple[Unproven, ...] | None = None
    constraints_total: int = 0
    counters: Counters | None = None
    database_bytes: int | None = None
    database_bytes_grown: int | None = None
    """Between two looks; None with one look, or where it shrank."""
    xid_age: int | None = None
    xid_age_grown: int | None = None
    """Between two looks; None with one look, or where rows were frozen meanwhile."""
    replica_lag_s: float | None = None
    replication: Replication | None = None
    wal: Wal | None = None
    checkpoints: Checkpoints | None = None
    archiver: Archiver | None = None
    prepared: tuple[Prepared, ...] | None = None
    limits: tuple[SessionLimit, ...] | None = None
    """Roles and databases that may open only so many sessions."""
    pooled: bool = False
    """The look came through a pooler: another process answers than the one that was connected to."""
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
    def own_sessions(self) -> int:
        """Sessions that the look itself opened in the window."""
        watched = self.activity is not None and self.activity.windowed
        return (self.opening.samples if self.opening else 0) + int(watched)

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

    @property
    def log_rate(self) -> float | None:
        """Write-ahead log in bytes per second; None without two looks that are a second apart."""
        written = self.wal.written if self.wal is not None else None
        if written is None or self.window_s is None or self.window_s < SPAN_S:
            return None
        return written / self.window_s

    def setting(self, name: str) -> float | None:
        """A setting as a number in its base unit, or None where it is not known."""
        try:
            return float(self.settings[name])
        except (KeyError, ValueError):
            return None
