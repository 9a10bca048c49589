"""Builds on the copy: gives tables their statistics where a restore left none, then one index after the other."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from checks.lab.advice import Proposal
from checks.lab.candidate import Candidate
from checks.lab.proof.copy import Clock, Copy
from checks.sql import qualified, quoted

EXTENSION = "create extension if not exists pg_trgm"
BUILDING = 0.5
"""Share of the time that building may take; measuring needs the rest (this tool's default)."""
FEW = 0.1
"""Share of production's rows under which a copy's gains are said to be those of a smaller table."""

_UNSEEN = """
select n.nspname, c.relname, c.relallvisible = 0 and c.relpages > 1
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'm') and n.nspname = %s and c.relname = %s
  and (c.relallvisible = 0 and c.relpages > 1 or c.reltuples <= 0
    or not exists (select from pg_stats s where s.schemaname = n.nspname and s.tablename = c.relname))"""

_SIZE = "select pg_relation_size(to_regclass(%s))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One proposal's index on the copy."""

    proposal: Proposal
    bytes: int
    seconds: float

    @property
    def drop(self) -> str:
        """The statement that takes it away."""
        return drop(self.proposal.index)


def drop(index: Candidate) -> str:
    """The statement that takes an index away, inside a transaction."""
    return f"drop index {quoted(index.schema)}.{quoted(index.name)}"


def refreshed(copy: Copy, tables: Sequence[tuple[str, str]], clock: Clock) -> list[str]:
    """VACUUM and ANALYZE what a restore left without statistics; a note for each table."""
    notes = []
    for table in tables:
        if copy.rows(_UNSEEN, table):
            where = f"{quoted(table[0])}.{quoted(table[1])}"
            why = copy.maintain(f"vacuum (analyze) {where}", max(1.0, clock.left / 3))
            done = "vacuumed and analysed first" if not why else f"could not be analysed: {why}"
            notes.append(f"{qualified(*table)} had no statistics on the copy: {done}")
    return notes


def build(
    copy: Copy, proposals: Sequence[Proposal], clock: Clock
) -> tuple[list[Built], dict[str, str]]:
    """Build each; those that were built, and by name why the others were not."""
    built, failed = list[Built](), dict[str, str]()
    until = clock.left * (1 - BUILDING)
    for one in proposals:
        begun, left = time.monotonic(), clock.left - until
        why = _build(copy, one.index, left) if left > 0 else "the time for building was over"
        if why:
            failed[one.index.name] = why
            continue
        name = f"{quoted(one.index.schema)}.{quoted(one.index.name)}"
        size = int(copy.rows(_SIZE, (name,))[0][0] or 0)
        built.append(Built(proposal=one, bytes=size, seconds=time.monotonic() - begun))
    for schema, table in _with_expressions(built):
        # Only ANALYZE gives an expression its statistics.
        copy.attempt(f"analyze {quoted(schema)}.{quoted(table)}", seconds=max(1.0, clock.left / 4))
    return built, failed


def _build(copy: Copy, index: Candidate, seconds: float) -> str:
    if any(one.operators == "gin_trgm_ops" for one in index.keys):
        why = copy.attempt(EXTENSION, seconds=seconds)
        if why:
            return f"pg_trgm cannot be created there: {why}"
    return copy.attempt(index.trial, seconds=seconds)


def _with_expressions(built: Sequence[Built]) -> list[tuple[str, str]]:
    found = {
        (one.proposal.index.schema, one.proposal.index.table)
        for one in built
        if any(key.expression for key in one.proposal.index.keys)
    }
    return sorted(found)
