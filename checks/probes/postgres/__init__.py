"""The look at a PostgreSQL database: one bounded, read-only transaction over its statistics views.

Reads pg_stat_statements, pg_stat_activity, pg_stat_all_tables, pg_stat_all_indexes, pg_stat_database,
pg_stats, pg_settings, pg_stat_wal, pg_stat_replication, pg_replication_slots and the catalogs; never a
row of the user's tables. PostgreSQL 12 to 18. A part
that cannot be read (no right, no extension, no time) is empty, with its reason in `Postgres.missing`.
"""

import time
from contextlib import closing
from dataclasses import replace

from checks.core import Problem
from checks.probes.postgres import (
    activity,
    columns,
    indexes,
    keys,
    maintenance,
    opening,
    replication,
    server,
    statements,
    tables,
)
from checks.probes.postgres.copies import Receiver, Replication, Slot, Standby, Subscription
from checks.probes.postgres.difference import between
from checks.probes.postgres.reading import Reading, Tell, quiet
from checks.probes.postgres.relations import (
    Column,
    ForeignKey,
    Index,
    Sequence,
    Table,
    Unproven,
)
from checks.probes.postgres.sampling import sampled, watch
from checks.probes.postgres.session import open_session
from checks.probes.postgres.snapshot import Postgres
from checks.probes.postgres.traffic import (
    Activity,
    Counters,
    Kind,
    Opening,
    Session,
    Statement,
    Statements,
)
from checks.probes.postgres.upkeep import Archiver, Checkpoints, Prepared, SessionLimit, Wal
from checks.redact import redact

__all__ = [
    "Activity", "Archiver", "Checkpoints", "Column", "Counters", "ForeignKey", "Index", "Kind", "Opening",
    "Postgres", "Prepared", "Receiver", "Replication", "Sequence", "Session", "SessionLimit", "Slot",
    "Standby", "Statement", "Statements", "Subscription", "Table", "Unproven", "Wal", "between", "look",
    "sampled", "watch",
]  # fmt: skip

OLDEST = 120_000
BUDGET = 3
"""Times `timeout_s` for all of the reading: usually a third of a second, more on a drowning server."""


def look(
    url: str,
    *,
    timeout_s: float = 5.0,
    samples: int = 5,
    apart_s: float = 0.05,
    sessions: int = 3,
    tell: Tell = quiet,
) -> Postgres:
    """Look once. Opening takes at most `timeout_s`, each query too, and all of the reading three times that.

    Args:
        url: the address; a driver in its scheme (`postgresql+asyncpg`) is dropped.
        timeout_s: seconds; a drowning server may leave parts unread, each named in `missing`.
        samples: how many times sessions are sampled, `apart_s` seconds apart.
        sessions: how many sessions are opened to measure what opening one costs, at least one.
        tell: hears every statement just before it is sent.

    Raises:
        Problem: the server cannot be reached or used; the address in it has no password.
    """
    begun = time.monotonic()
    opened = open_session(url, timeout_s)
    with closing(opened.connection) as connection:
        cost = opening.measure(url, opened, samples=sessions, timeout_s=timeout_s, tell=tell)
        reading = Reading(connection, seconds=timeout_s, budget_s=timeout_s * BUDGET, tell=tell)
        with reading:
            return replace(
                _read(url, reading, cost, (samples, apart_s)),
                look_s=time.monotonic() - begun,
            )


def _read(url: str, reading: Reading, cost: Opening, sampling: tuple[int, float]) -> Postgres:
    who = server.read(reading)
    if who is None:
        raise Problem(
            f"{redact(url)} was reached but does not answer: {reading.missing['server']}",
            "is it PostgreSQL 12 or newer, and not overloaded?",
        )
    if who.version < OLDEST:
        raise Problem(
            f"{redact(url)} is PostgreSQL {who.version // 10_000}, older than this look can read",
            "look at PostgreSQL 12 or newer",
        )
    # What the ladder decides on comes first, for the case that time runs out.
    counted, recorded = server.counters(reading, who.version), statements.read(reading)
    seen = activity.read(reading, samples=sampling[0], apart_s=sampling[1])
    return Postgres(
        url=redact(url),
        at=who.at,
        started=who.started,
        version=who.version,
        database=who.database,
        user=who.user,
        sees_all=who.sees_all,
        in_recovery=who.in_recovery,
        opening=cost,
        activity=seen,
        settings=server.settings(reading),
        counters=counted,
        statements=recorded,
        tables=tables.read(reading, who.version),
        tables_total=tables.total(reading),
        indexes=indexes.read(reading),
        foreign_keys=keys.foreign(reading),
        columns=columns.read(reading),
        sequences=keys.sequences(reading),
        unproven=keys.unproven(reading, who.version),
        constraints_total=keys.constraints_total(reading),
        replication=replication.read(reading, who.version),
        wal=maintenance.wal(reading, who.version),
        checkpoints=maintenance.checkpoints(reading, who.version),
        archiver=maintenance.archiver(reading),
        prepared=maintenance.prepared(reading),
        limits=maintenance.limits(reading),
        pooled=who.pid != cost.pid,
        database_bytes=server.database_bytes(reading),
        xid_age=server.xid_age(reading),
        replica_lag_s=server.replica_lag(reading),
        missing=dict(reading.missing),
    )
