"""What an index costs when rows are written, and which updates it takes from their page (HOT).

https://www.postgresql.org/docs/current/storage-hot.html: an update stays on its page only while no indexed column
changes; any other update writes to every index of the table.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checks.accesses import Schema
from checks.lab.candidate import Candidate
from checks.probes.postgres import Kind, Postgres, Statement, Table
from checks.sql import parse

BTREE_MS, GIN_MS, TRIGRAM_MS, BRIN_MS = 0.005, 0.006, 0.022, 0.001
"""Time of one entry: this tool's defaults, from 40,000 updates by the clock on the suite of tests/bench/suite,
the VACUUM after them included (0.004 to 0.009 ms for a btree), and right to about a factor of two."""

ENOUGH_UPDATES = 1_000
"""Updates of a table from which on their share that stays on its page is believed; this tool's default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One writing statement: the table, the rows of all its calls, and the columns that it changes."""

    table: tuple[str, str]
    rows: float
    kind: str
    """insert, update or delete."""
    columns: frozenset[str] = frozenset()
    indexes: int = 0
    """Indexes of the table, which an update off its page writes to."""
    off_page: float = 0.0
    """Share of the updates that leave their page already: an index has the column, or the page is full."""
    statement: Statement | None = None
    """Whose rows these are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteCost:
    """What one index adds to the writes of the window."""

    ms: float
    rows: float
    """Rows for which it is written."""
    ends_hot: float
    """Updates that would no longer stay on their page."""
    slowed: tuple["Slowed", ...] = ()
    """The statements that pay, the dearest call first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slowed:
    """One writing statement and what the index adds to it."""

    statement: Statement
    added_ms: float
    """To each of its calls."""
    ends_hot: bool
    """Its updates would no longer stay on their page, which is most of what is added."""

    @property
    def share(self) -> float:
        """Of what a call takes now."""
        return self.added_ms * self.statement.calls / max(self.statement.exec_ms, 1e-9)


def writes(postgres: Postgres) -> list[Write]:
    """The writing statements of the window; an insert that no statement shows is not in it."""
    from sqlglot import exp

    schema, found = Schema(postgres), list[Write]()
    for one in postgres.statements.rows if postgres.statements else ():
        tree = parse(one.text) if one.kind is Kind.WRITE else None
        if not isinstance(tree, exp.Insert | exp.Update | exp.Delete):
            continue
        target = tree.this.this if isinstance(tree.this, exp.Schema) else tree.this
        table = schema.table(target) if isinstance(target, exp.Table) else None
        if table is None:
            continue
        changed = tree.expressions if isinstance(tree, exp.Update) else []
        found.append(
            Write(
                table=(table.schema, table.name),
                rows=float(max(one.rows, 0)),
                kind=type(tree).__name__.lower(),
                columns=frozenset(each.this.name for each in changed if isinstance(each, exp.EQ)),
                indexes=_count(table, postgres),
                off_page=_off_page(table),
                statement=one,
            )
        )
    return found


def together(indexes: Iterable[Candidate], found: Sequence[Write]) -> float:
    """Milliseconds that these indexes of one table add to its writes.

    More than the sum of each alone: an update that one of them takes off its page writes to all of them.
    """
    mine, ms = list(indexes), 0.0
    entries = math.fsum(_each(one) for one in mine)
    for one in found:
        if not mine or one.table != (mine[0].schema, mine[0].table):
            continue
        if one.kind == "insert":
            ms += one.rows * entries
        elif one.kind == "update":
            off = any(takes_off_page(each, one) for each in mine)
            leaving = 1.0 if off else one.off_page
            ms += one.rows * leaving * entries
            ms += one.rows * (leaving - one.off_page) * BTREE_MS * one.indexes
    return ms


def cost(index: Candidate, found: Sequence[Write]) -> WriteCost:
    """What the index adds: an entry for each row inserted, or updated in one of its columns."""
    rows = ends_hot = 0.0
    for one in found:
        if one.table != (index.schema, index.table):
            continue
        if one.kind == "insert":
            rows += one.rows
        elif one.kind == "update":
            off = takes_off_page(index, one)
            rows += one.rows * (1.0 if off else one.off_page)
            ends_hot += one.rows * (1.0 - one.off_page) if off else 0.0
    return WriteCost(
        ms=together([index], found), rows=rows, ends_hot=ends_hot, slowed=_slowed(index, found)
    )


def _slowed(index: Candidate, found: Sequence[Write]) -> tuple[Slowed, ...]:
    paid = [
        Slowed(statement=one.statement, added_ms=ms / one.statement.calls, ends_hot=takes_off_page(index, one))
        for one in found
        if one.statement is not None and one.statement.calls and (ms := together([index], [one])) > 0
    ]  # fmt: skip
    return tuple(sorted(paid, key=lambda one: (-one.added_ms, one.statement.id)))


def _each(index: Candidate) -> float:
    if index.keys[0].operators == "gin_trgm_ops":
        return TRIGRAM_MS
    return {"gin": GIN_MS, "brin": BRIN_MS}.get(index.method, BTREE_MS)


def takes_off_page(index: Candidate, one: Write) -> bool:
    """Whether the update changes what the index holds; BRIN alone lets it stay on its page all the same."""
    if one.kind != "update" or one.table != (index.schema, index.table):
        return False
    touched = set(index.columns) | set(index.include)
    words = " ".join((index.where, *(each.expression for each in index.keys)))
    changes = touched & one.columns or any(each in words for each in one.columns)
    return index.method != "brin" and bool(changes)


def _off_page(table: Table) -> float:
    """As the server counted them; a few say nothing."""
    if table.updated < ENOUGH_UPDATES:
        return 0.0
    return max(0.0, 1.0 - table.hot_updated / table.updated)


def _count(table: Table, postgres: Postgres) -> int:
    return sum((one.schema, one.table) == (table.schema, table.name) for one in postgres.indexes)
