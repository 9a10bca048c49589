"""What an index costs when rows are written, and which updates it takes from their page (HOT).

https://www.postgresql.org/docs/current/storage-hot.html: an update stays on its page only while no indexed column
changes; any other update writes to every index of the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from checks.accesses import Schema
from checks.lab.candidate import Candidate
from checks.probes.postgres import Kind, Postgres, Table
from checks.sql import parse

BTREE_MS, GIN_MS, BRIN_MS = 0.008, 0.06, 0.001
"""Processor time of one entry: this tool's defaults, from trials on the suite in tests/bench/suite and right to about
a factor of two; a trigram or jsonb GIN writes many keys a row."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteCost:
    """What one index adds to the writes of the window."""

    ms: float
    rows: float
    """Rows for which it is written."""
    ends_hot: float
    """Updates that would no longer stay on their page."""


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
            )
        )
    return found


def cost(index: Candidate, found: Sequence[Write]) -> WriteCost:
    """What the index adds: an entry for each row inserted, or updated in one of its columns."""
    each = {"gin": GIN_MS, "brin": BRIN_MS}.get(index.method, BTREE_MS)
    touched = set(index.columns) | set(index.include)
    ms = rows = ends_hot = 0.0
    for one in found:
        if one.table != (index.schema, index.table):
            continue
        if one.kind == "insert":
            rows += one.rows
            ms += one.rows * each
        elif (
            one.kind == "update"
            and index.method != "brin"
            and _changes(index, touched, one.columns)
        ):
            ends_hot += one.rows
            rows += one.rows
            ms += one.rows * (each + BTREE_MS * one.indexes)
    return WriteCost(ms=ms, rows=rows, ends_hot=ends_hot)


def _changes(index: Candidate, touched: set[str], columns: frozenset[str]) -> bool:
    words = " ".join((index.where, *(one.expression for one in index.keys)))
    return bool(touched & columns) or any(one in words for one in columns)


def _count(table: Table, postgres: Postgres) -> int:
    return sum((one.schema, one.table) == (table.schema, table.name) for one in postgres.indexes)
