"""What a rewrite is offered for, and what it offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.accesses import Schema, owner, read_tables
from checks.lab.known import Column, Known
from checks.probes.postgres import Index, Postgres, Table

if TYPE_CHECKING:
    from sqlglot import exp


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """Another statement for the same purpose."""

    why: str
    """What makes the statement as it is slow, whatever the indexes."""
    text: str = ""
    """The other statement; empty where it cannot be derived from this text alone."""
    same: bool = True
    """It answers with the same rows for the same parameters, so that both can be run side by side."""
    sure: bool = False
    """It is never slower, so that it is told whatever the planner's price: the planner cannot see what it spares."""
    mind: str = ""
    """On what that rests, or what the caller has to change."""
    alike: tuple[tuple[int, int], ...] = ()
    """Parameters that must have the value of another one (the second), for which the statement had two."""

    def values(self, given: Mapping[int, str]) -> Mapping[int, str]:
        """The literals with those that must be alike made alike."""
        return {**given, **{one: given[other] for one, other in self.alike if other in given}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One statement as a tree, and what its names stand for."""

    tree: "exp.Expression"
    postgres: Postgres
    schema: Schema
    known: Known

    def copy(self) -> "exp.Expression":
        """The tree, to be changed."""
        return self.tree.copy()

    def sources(self, query: "exp.Expression") -> Mapping[str, Table]:
        """The tables of one query by alias."""
        from sqlglot import exp

        named = {one.alias for one in self.tree.find_all(exp.CTE)}
        return read_tables(query, self.schema, named)

    def column(self, node: object, query: "exp.Expression") -> tuple[Table, Column] | None:
        """Table and column that a node names, where it is a bare column of this query."""
        sources = self.sources(query)
        owned = owner(node, sources, self.schema)
        if owned is None:
            return None
        table = sources[owned[0]]
        column = self.known.column(table.schema, table.name, owned[1])
        return None if column is None else (table, column)

    def key(self, table: Table) -> tuple[str, ...]:
        """The columns of its primary key."""
        found = (one for one in self.postgres.indexes if one.primary and _on(one, table))
        return next((one.columns for one in found), ())


def _on(index: Index, table: Table) -> bool:
    return (index.schema, index.table) == (table.schema, table.name)


def said(tree: "exp.Expression") -> str:
    """The tree as PostgreSQL's SQL."""
    return tree.sql(dialect="postgres")
