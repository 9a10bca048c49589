"""What the server does for itself: write-ahead log, checkpoints, archive, and what is left open."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wal:
    """The write-ahead log. `position` counts its bytes since the cluster was made."""

    position: int
    records: int | None = None
    """This and the next three need PostgreSQL 14 (pg_stat_wal)."""
    full_pages: int | None = None
    bytes: int | None = None
    since: float | None = None
    """When the counting began, seconds since 1970."""
    folder_bytes: int | None = None
    """Size of pg_wal; needs pg_monitor."""
    written: int | None = None
    """Bytes written in the window; set by `between`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoints:
    """How checkpoints began: by time, as planned, or because too much had been written (or on request)."""

    timed: int
    requested: int
    since: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Archiver:
    """The archive of the write-ahead log (pg_stat_archiver). Times are seconds since 1970."""

    archived: int
    failed: int
    last_archived: float | None = None
    last_failed: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A transaction that was prepared for a two-phase commit and is not finished."""

    name: str
    database: str
    age_s: float
    xid_age: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLimit:
    """How many sessions one role or one database may open, and has open."""

    kind: str
    """"role" or "database"."""
    name: str
    used: int
    limit: int
