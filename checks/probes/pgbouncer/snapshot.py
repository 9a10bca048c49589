"""What one look at PgBouncer's admin console saw, nothing judged. Counters stand as given until `between`."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """One pool, of one database and one user (SHOW POOLS), averaged over the samples."""

    database: str
    user: str
    mode: str
    """session, transaction or statement."""
    clients_active: float = 0.0
    clients_waiting: float = 0.0
    servers_active: float = 0.0
    servers_idle: float = 0.0
    longest_wait_s: float = 0.0
    """The longest of all samples: how long the oldest waiting client has waited by then."""

    @property
    def servers(self) -> float:
        """Server sessions that are open."""
        return self.servers_active + self.servers_idle


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """One line of the configuration's databases (SHOW DATABASES)."""

    name: str
    host: str = ""
    port: int = 0
    database: str = ""
    pool_size: int = 0
    reserve: int = 0
    most: int = 0
    """max_db_connections; 0 is no limit."""
    used: int = 0
    mode: str = ""
    """Empty where the database follows the configuration's."""
    paused: bool = False
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """Totals of one database (SHOW STATS); times in milliseconds."""

    database: str
    transactions: int
    queries: int
    query_ms: float
    transaction_ms: float
    wait_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PgBouncer:
    """One look at one PgBouncer."""

    url: str
    """Without its password."""
    at: float
    """This machine's clock, seconds since 1970."""
    version: str = ""
    """As 1.18.0; empty where it could not be read."""
    samples: int = 0
    config: Mapping[str, str] = field(default_factory=dict)
    pools: tuple[Pool, ...] | None = None
    databases: tuple[Database, ...] | None = None
    traffic: tuple[Traffic, ...] | None = None
    clients: int | None = None
    """Clients connected now, over all pools."""
    window_s: float | None = None
    """Set by `between`."""
    missing: Mapping[str, str] = field(default_factory=dict)
    """Part -> why it could not be read."""

    def number(self, name: str) -> float | None:
        """A setting as a number, or None where it is not known."""
        try:
            return float(self.config[name])
        except (KeyError, ValueError):
            return None

    def since(self, major: int, minor: int) -> bool | None:
        """Whether this version is that one or newer, None where it is not known."""
        parts = self.version.split(".")
        if len(parts) < 2 or not (parts[0].isdigit() and parts[1].isdigit()):
            return None
        return (int(parts[0]), int(parts[1])) >= (major, minor)
