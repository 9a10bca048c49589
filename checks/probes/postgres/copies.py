"""Replication as one server sees it: its standbys, its slots, what it receives, what it subscribes to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Standby:
    """One receiver of this server's log (pg_stat_replication). None where the user may not see it."""

    name: str
    state: str | None = None
    sync: str | None = None
    """async, potential, sync or quorum."""
    behind_bytes: int | None = None
    """From what this server wrote to what the standby replayed."""
    lag_s: float | None = None
    xid_age: int | None = None
    """Age of the oldest row version that it asks to keep (hot_standby_feedback)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One replication slot: a promise to keep the log until its reader has read it."""

    name: str
    kind: str
    active: bool
    database: str = ""
    kept_bytes: int | None = None
    """Log that is kept for it."""
    status: str | None = None
    """reserved, extended, unreserved or lost; needs PostgreSQL 13."""
    safe_bytes: int | None = None
    """What may still be written before it is lost; None where nothing limits it."""
    xid_age: int | None = None
    temporary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """A replica's own end of the line."""

    streaming: bool
    behind_bytes: int
    """Received and not yet replayed."""
    lag_s: float | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One logical subscription of this database."""

    name: str
    enabled: bool
    working: bool
    """A worker of it runs now."""
    waiting_tables: tuple[str, ...] = ()
    """Tables that are not yet copied or not yet in step."""
    errors: int | None = None
    """Needs PostgreSQL 15."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replication:
    """Everything about copies of this server that it can tell."""

    standbys: tuple[Standby, ...] | None = None
    slots: tuple[Slot, ...] | None = None
    subscriptions: tuple[Subscription, ...] | None = None
    receiver: Receiver | None = None
