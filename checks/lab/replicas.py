"""How often a replica reads each index: its counters are its own, and the primary knows nothing of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from checks.core import Problem
from checks.probes.postgres import Postgres
from checks.probes.postgres.reading import Reading, Tell, quiet
from checks.redact import redact

ASK_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicaScans:
    """One replica."""

    url: str
    """Without its password."""
    counted_s: float | None
    """Seconds that its counters cover."""
    scans: Mapping[str, int] = field(default_factory=dict)
    """By `schema.index`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replicas:
    """All replicas that were looked at."""

    looked_at: tuple[ReplicaScans, ...] = ()


def look(url: str, seen: Postgres, tell: Tell = quiet) -> ReplicaScans:
    """Read one replica's counters, in a read-only transaction.

    Raises:
        Problem: it cannot be reached, is no replica, or holds another database.
    """
    from checks.probes.postgres import indexes, server
    from checks.probes.postgres.session import open_session

    opened = open_session(url, ASK_S)
    with Reading(opened.connection, seconds=ASK_S, budget_s=3 * ASK_S, tell=tell) as reading:
        who = server.read(reading)
        if who is None or not who.in_recovery or who.database != seen.database:
            raise Problem(
                f"{redact(url)} is no replica of {seen.database}",
                "name a standby's address with the same database, or leave --replica-url out",
            )
        counters = server.counters(reading, who.version)
        listed = indexes.read(reading)
    since = counters.since if counters is not None and counters.since is not None else who.started
    return ReplicaScans(
        url=redact(url),
        counted_s=max(0.0, who.at - since),
        scans={f"{one.schema}.{one.name}": one.scans for one in listed},
    )
