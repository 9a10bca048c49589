"""Which columns of which tables a statement looks rows up by: the raw material of index advice.

Only what a plain btree serves is read: conditions joined by AND that compare a bare column. OR, expressions
over a column and patterns are left aside.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checks.probes.postgres import Postgres, Table
from checks.sql import parse

if TYPE_CHECKING:
    from sqlglot import exp


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How one statement finds rows of one table."""

    table: Table
    equal: tuple[str, ...] = ()
    """Columns compared with `=`, `in`, `is null` to something known before the table is read."""
    joined: tuple[str, ...] = ()
    """Columns compared with `=` to a column of another table."""
    ranged: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()
    """Columns of ORDER BY, when a LIMIT cuts it and all run in one direction."""


@dataclass(slots=True)
class _Found:
    equal: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    ranged: list[str] = field(default_factory=list)
    ordered: list[str] = field(default_factory=list)


class Schema:
    """The names that a database knows, to tell whose an unqualified column is."""

    def __init__(self, postgres: Postgres) -> None:
        self._tables: dict[str, Table] = {}
        for one in sorted(postgres.tables, key=lambda one: one.schema == "public"):
            self._tables[one.name] = one
            self._tables[f"{one.schema}.{one.name}"] = one
        self._columns: dict[tuple[str, str], set[str]] = {}
        for column in postgres.columns:
            known = self._columns.setdefault((column.schema, column.table), set())
            known.add(column.name)

    def table(self, node: "exp.Table") -> Table | None:
        """The table that this node names, None where it is a view, a CTE or not listed."""
        return self._tables.get(f"{node.db}.{node.name}" if node.db else node.name)

    def has(self, table: Table, column: str) -> bool | None:
        """Whether the table has this column, None where its columns are not known."""
        known = self._columns.get((table.schema, table.name))
        return None if known is None else column in known


def accesses(text: str, schema: Schema) -> tuple[tuple[Access, ...], ...] | None:
    """One group an inner or outer query, None where the text cannot be read."""
    from sqlglot import exp

    tree = parse(text)
    if tree is None:
        return None
    named = {one.alias for one in tree.find_all(exp.CTE)}
    groups = (
        _of_query(node, schema, named) for node in tree.find_all(exp.Select, exp.Update, exp.Delete)
    )
    return tuple(group for group in groups if group)


def deleted_from(text: str, schema: Schema) -> Table | None:
    """The table that the statement deletes rows from, if it does."""
    from sqlglot import exp

    tree = parse(text)
    if not isinstance(tree, exp.Delete) or not isinstance(tree.this, exp.Table):
        return None
    return schema.table(tree.this)


def _of_query(node: "exp.Expression", schema: Schema, named: set[str]) -> tuple[Access, ...]:
    sources = read_tables(node, schema, named)
    found = {alias: _Found() for alias in sources}
    for condition in conjuncts(node):
        _read_condition(condition, sources, schema, found)
    _read_order(node, sources, schema, found)
    return tuple(
        Access(
            table=sources[alias],
            equal=tuple(dict.fromkeys(one.equal)),
            joined=tuple(dict.fromkeys(one.joined)),
            ranged=tuple(dict.fromkeys(one.ranged)),
            ordered=tuple(one.ordered),
        )
        for alias, one in found.items()
    )


def read_tables(node: "exp.Expression", schema: Schema, named: set[str]) -> dict[str, Table]:
    """The tables of this query's own FROM, JOIN and target, by alias."""
    from sqlglot import exp

    nodes: list[exp.Expression] = []
    if isinstance(node, exp.Update | exp.Delete):
        nodes.append(node.this)
        nodes.extend(node.args.get("using") or ())
    source = node.args.get("from_") or node.args.get("from")
    if source is not None:
        nodes.append(source.this)
    nodes.extend(join.this for join in node.args.get("joins") or ())
    found = {}
    for one in nodes:
        if isinstance(one, exp.Table) and one.name not in named:
            nodes.extend(join.this for join in one.args.get("joins") or ())
            table = schema.table(one)
            if table is not None:
                found[one.alias_or_name] = table
    return found


def conjuncts(node: "exp.Expression") -> Iterator["exp.Expression"]:
    """The conditions that all must hold: of WHERE, and of the ON of inner joins and left joins."""
    from sqlglot import exp

    where = node.args.get("where")
    pending = [where.this] if where is not None else []
    pending += [join.args["on"] for join in node.args.get("joins") or () if join.args.get("on")]
    while pending:
        one = pending.pop(0)
        if isinstance(one, exp.Paren):
            pending.insert(0, one.this)
        elif isinstance(one, exp.And):
            pending[:0] = [one.left, one.right]
        else:
            yield one


def _read_condition(
    condition: "exp.Expression",
    sources: Mapping[str, Table],
    schema: Schema,
    found: dict[str, _Found],
) -> None:
    from sqlglot import exp

    left, right = condition.this, condition.args.get("expression")
    pairs = [(left, right), (right, left)] if isinstance(condition, exp.Binary) else [(left, None)]
    for one, other in pairs:
        owned = owner(one, sources, schema)
        if owned is None:
            continue
        alias, column = owned
        others = aliases_in(other, sources, schema)
        if alias in others:
            continue
        if isinstance(condition, exp.EQ):
            (found[alias].joined if others else found[alias].equal).append(column)
        elif isinstance(condition, exp.In) or _is_null(condition):
            found[alias].equal.append(column)
        elif (
            isinstance(condition, exp.GT | exp.GTE | exp.LT | exp.LTE | exp.Between) and not others
        ):
            found[alias].ranged.append(column)


def _is_null(condition: "exp.Expression") -> bool:
    from sqlglot import exp

    plain = isinstance(condition, exp.Is) and not condition.args.get("negate")
    return plain and isinstance(condition.args.get("expression"), exp.Null)


def owner(node: object, sources: Mapping[str, Table], schema: Schema) -> tuple[str, str] | None:
    """The alias and the column's name, where the node is a bare column of one of the sources."""
    from sqlglot import exp

    while isinstance(node, exp.Paren):
        node = node.this
    if not isinstance(node, exp.Column) or isinstance(node.this, exp.Star):
        return None
    if node.table:
        alias = node.table
        known = alias in sources and schema.has(sources[alias], node.name) is not False
        return (alias, node.name) if known else None
    having = [alias for alias, table in sources.items() if schema.has(table, node.name)]
    if len(sources) == 1:
        having = [
            alias for alias, table in sources.items() if schema.has(table, node.name) is not False
        ]
    return (having[0], node.name) if len(having) == 1 else None


def aliases_in(node: object, sources: Mapping[str, Table], schema: Schema) -> set[str]:
    """The sources whose columns the node uses; an inner query is known before the row is looked up."""
    from sqlglot import exp

    if not isinstance(node, exp.Expression) or isinstance(node, exp.Subquery | exp.Select):
        return set()
    owned = (owner(one, sources, schema) for one in node.find_all(exp.Column))
    return {one[0] for one in owned if one is not None}


def _read_order(
    node: "exp.Expression",
    sources: Mapping[str, Table],
    schema: Schema,
    found: dict[str, _Found],
) -> None:
    from sqlglot import exp

    order = node.args.get("order")
    if order is None or not node.args.get("limit") or node.args.get("group"):
        return
    owned = [
        owner(one.this if isinstance(one, exp.Ordered) else one, sources, schema)
        for one in order.expressions
    ]
    directions = {bool(one.args.get("desc")) for one in order.expressions}
    aliases = {one[0] for one in owned if one is not None}
    if None not in owned and len(aliases) == 1 and len(directions) == 1:
        found[aliases.pop()].ordered.extend(one[1] for one in owned if one is not None)
