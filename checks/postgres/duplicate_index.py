"""Is there an index whose work another one does as well?

Why: each costs every write and memory; a btree serves every leading part of its columns.
What to do: drop the shorter one without blocking.
Source: PostgreSQL's documentation, "Multicolumn Indexes" (11.3). Only plain btrees are compared, by their whole
column definitions with order, collation and operator class, so that none is called covered that is not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import answer, seen, unread
from checks.probes.postgres import Index, Postgres
from checks.signal import size
from checks.sql import qualified, quoted

ADVICE = True
PLAIN = re.compile(r" USING btree \((?P<keys>[^()]*)\)(?P<rest>.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plain:
    index: Index
    keys: tuple[str, ...]
    rest: str


def check(postgres: Postgres) -> Report:
    """Fires for each index that is the leading part of another, or its double."""
    if (report := unread(postgres.missing, "indexes")) is not None:
        return report
    if not postgres.indexes:
        return not_applicable("there is no index")
    found = [_finding(index, keeper) for index, keeper in doubles(postgres)]
    plain = [one for one in postgres.indexes if _plain(one) is not None]
    return answer(
        found,
        examined=len(plain),
        total=len(postgres.indexes),
        note=f"{len(plain)} plain indexes, none covers another",
    )


def doubles(postgres: Postgres) -> list[tuple[Index, Index]]:
    """Each index whose work another one does as well, and that other one; of two that are alike one stays."""
    plain = [one for index in postgres.indexes if (one := _plain(index)) is not None]
    gone, found = set[tuple[str, str]](), list[tuple[Index, Index]]()
    for one in sorted(plain, key=lambda one: (len(one.keys), one.index.unique, one.index.name)):
        keeper = _keeper(one, plain, gone)
        if keeper is not None:
            gone.add((one.index.schema, one.index.name))
            found.append((one.index, keeper))
    return found


def _plain(index: Index) -> _Plain | None:
    matched = PLAIN.search(index.definition)
    if matched is None or not index.valid:
        return None
    keys = tuple(one.strip() for one in matched["keys"].split(","))
    return _Plain(index=index, keys=keys, rest=matched["rest"].strip())


def _keeper(one: _Plain, plain: Sequence[_Plain], gone: set[tuple[str, str]]) -> Index | None:
    if one.index.constraint or one.index.attached:
        return None
    for other in plain:
        if other.index.name == one.index.name or (other.index.schema, other.index.name) in gone:
            continue
        if _covers(other, one):
            return other.index
    return None


def _covers(other: _Plain, one: _Plain) -> bool:
    """A unique index is only covered by a unique one on just its columns; a partial or including one by its equal."""
    same_table = (other.index.schema, other.index.table) == (one.index.schema, one.index.table)
    if not same_table or other.rest != one.rest:
        return False
    if one.index.unique or one.rest:
        return other.keys == one.keys and other.index.unique >= one.index.unique
    return other.keys[: len(one.keys)] == one.keys


def _finding(index: Index, keeper: Index) -> Finding:
    return Finding(
        message=f"index {quoted(index.name)} on {qualified(index.schema, index.table)} ({size(index.bytes)})"
        f" does nothing that {quoted(keeper.name)} ({', '.join(keeper.columns)}) does not do as well",
        remedy=f"DROP INDEX CONCURRENTLY {qualified(index.schema, index.name)};",
        severity=Severity.LOW,
        facts=(seen("index_bytes", index.bytes, "B", "pg_relation_size"),),
    )
