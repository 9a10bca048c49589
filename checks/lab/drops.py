"""Indexes that could go: doubles, those that a proposal makes needless, and those that nobody reads.

Advice only, and the statement that brings each back. What its definition proves (a double) needs no statistics; what
statistics say (nobody reads it) needs a month of them, from every replica that was looked at. Never one that a
constraint or a foreign key needs, never a UNIQUE one for its scans.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from checks.fill.fact import window
from checks.lab.advice import Proposal
from checks.lab.replicas import Replicas, ReplicaScans
from checks.postgres.duplicate_index import doubles
from checks.postgres.unused_index import ENOUGH_SCANS, LEAST_BYTES, droppable, table_scans
from checks.probes.postgres import Index, Postgres
from checks.sql import qualified, quoted

MONTH_S = 30 * 86_400.0
"""What is read once a month (a closing, an invoice run) is read; pganalyze waits 35 days, PgHero none. A default."""


class Why(StrEnum):
    """On what ground an index could go."""

    DOUBLE = "double"
    REPLACED = "replaced"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """One index that could go."""

    index: Index
    why: Why
    because: str
    doubts: tuple[str, ...] = ()
    """What to look at before it is dropped."""

    @property
    def ddl(self) -> str:
        """The statement that drops it while the table stays in use."""
        return f"DROP INDEX CONCURRENTLY {qualified(self.index.schema, self.index.name)};"

    @property
    def undo(self) -> str:
        """The statement that brings it back; empty where its definition was not seen whole."""
        text = self.index.definition
        if not text.startswith("CREATE ") or " INDEX " not in text or "'constant " in text:
            return ""
        return text.replace(" INDEX ", " INDEX CONCURRENTLY ", 1) + ";"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spared:
    """An index without a scan that is not proposed all the same, and why."""

    index: Index
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drops:
    """All of it, the largest first."""

    drops: tuple[Drop, ...]
    spared: tuple[Spared, ...] = ()


def drops(
    postgres: Postgres, proposals: Sequence[Proposal], read: Collection[str], replicas: Replicas
) -> Drops:
    """Look for them.

    Args:
        postgres: the look.
        proposals: what is to be built.
        read: names of existing indexes that the plans of the statements read.
        replicas: those that were looked at.
    """
    found = [_double(one, keeper) for one, keeper in doubles(postgres)]
    found += _replaced(postgres, proposals, {_key(one.index) for one in found})
    known = {_key(one.index) for one in found}
    spared: list[Spared] = []
    for one in postgres.indexes:
        if (
            one.scans
            or _key(one) in known
            or one.bytes < LEAST_BYTES
            or not droppable(one, postgres)
        ):
            continue
        because = _spared(one, postgres, read, replicas)
        if because:
            spared.append(Spared(index=one, because=because))
        else:
            found.append(_unused(one, postgres, replicas))
    found.sort(key=lambda one: (-one.index.bytes, _key(one.index)))
    return Drops(drops=tuple(found), spared=tuple(spared))


def _key(one: Index) -> tuple[str, str]:
    return one.schema, one.name


def _double(one: Index, keeper: Index) -> Drop:
    columns = ", ".join(map(quoted, keeper.columns))
    return Drop(
        index=one,
        why=Why.DOUBLE,
        because=f"{quoted(keeper.name)} ({columns}) does all that it does",
    )


def _replaced(
    postgres: Postgres, proposals: Sequence[Proposal], known: set[tuple[str, str]]
) -> list[Drop]:
    found = []
    for one in postgres.indexes:
        by = [
            each
            for each in proposals
            if one.name in each.replaces and one.schema == each.index.schema
        ]
        if by and _key(one) not in known and droppable(one, postgres):
            new = by[0].index
            found.append(
                Drop(
                    index=one,
                    why=Why.REPLACED,
                    because=f"the proposed {quoted(new.name)} does all that it does",
                    doubts=(f"only once {quoted(new.name)} is there and valid",),
                )
            )
    return found


def _spared(one: Index, postgres: Postgres, read: Collection[str], replicas: Replicas) -> str:
    """Why an index without a scan stays; "" where nothing speaks for it."""
    if one.name in read:
        return "a statement's plan reads it now"
    if postgres.counted_s is None or postgres.counted_s < MONTH_S:
        return f"not read ({window(postgres.counted_s)}); a month of statistics is needed"
    if table_scans(one, postgres) < ENOUGH_SCANS:
        return f"its table is hardly read by any index ({ENOUGH_SCANS} scans are needed)"
    for each in replicas.looked_at:
        because = _read_there(one, each)
        if because:
            return because
    return ""


def _read_there(one: Index, replica: ReplicaScans) -> str:
    scans = replica.scans.get(f"{one.schema}.{one.name}")
    if scans:
        return f"replica {replica.url} has read it {scans} times"
    if scans is None:
        return f"what replica {replica.url} does with it is not known"
    if replica.counted_s is None or replica.counted_s < MONTH_S:
        span = window(replica.counted_s)
        return f"replica {replica.url} has counted too short ({span}); a month is needed"
    return ""


def _unused(one: Index, postgres: Postgres, replicas: Replicas) -> Drop:
    count = len(replicas.looked_at)
    also = f" nor on the {count} replicas looked at" if count else ""
    return Drop(
        index=one,
        why=Why.UNUSED,
        because=f"not read once ({window(postgres.counted_s)}){also}, while others of the table were",
        doubts=_doubts(postgres, count),
    )


def _doubts(postgres: Postgres, looked_at: int) -> tuple[str, ...]:
    """What may read it that was not seen."""
    if postgres.in_recovery:
        return ("a replica was looked at: the primary may read it",)
    standbys = postgres.replication.standbys if postgres.replication is not None else None
    if standbys is None:
        return ("whether it has replicas could not be read: each counts for itself",)
    missed = len(standbys) - looked_at
    if missed <= 0:
        return ()
    said = "1 replica was" if missed == 1 else f"{missed} replicas were"
    return (f"{said} not looked at, and each counts for itself: add --replica-url URL",)
