"""What a statement asks of each table, finer than a plain btree needs: the raw material of the candidates.

Reads conditions joined by AND, the parts of an OR, expressions over a column, patterns, jsonb containment, tests of
NULL and of booleans, and an order with its directions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checks.accesses import Schema, aliases_in, conjuncts, owner, read_tables
from checks.lab.candidate import Key
from checks.lab.patterns import Shape, shape
from checks.probes.postgres import Table
from checks.sql import parse, quoted

if TYPE_CHECKING:
    from sqlglot import exp

NO_KEYS = ("count", "sum", "avg", "min", "max")


@dataclass(slots=True, kw_only=True)
class Want:
    """How one query of a statement finds rows of one table."""

    table: Table
    equal: list[Key] = field(default_factory=list)
    """Compared with `=`, `in`, `any` to something known before the table is read."""
    joined: list[Key] = field(default_factory=list)
    ranged: list[Key] = field(default_factory=list)
    rest: list[Key] = field(default_factory=list)
    """Compared after a range's first column: the later columns of a row comparison or a keyset."""
    ordered: list[Key] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)
    """Conditions that a partial index may carry: they hold no value that changes from call to call."""
    patterns: list[Key] = field(default_factory=list)
    prefixes: list[Key] = field(default_factory=list)
    """Compared with LIKE to a pattern whose beginning is known."""
    contained: list[Key] = field(default_factory=list)
    either: list[list["Want"]] = field(default_factory=list)
    """The parts of each OR."""
    used: set[str] = field(default_factory=set)
    """Columns that the query reads anywhere."""
    whole: bool = False
    """It reads every column."""
    limited: bool = False


def wants(text: str, schema: Schema) -> list[Want] | None:
    """One for each table of each query in the statement, None where the text cannot be read."""
    from sqlglot import exp

    tree = parse(text)
    if tree is None:
        return None
    named = {one.alias for one in tree.find_all(exp.CTE)}
    found: list[Want] = []
    for node in tree.find_all(exp.Select, exp.Update, exp.Delete):
        sources = read_tables(node, schema, named)
        found += _of_query(node, sources, schema)
    return found


def _of_query(node: "exp.Expression", sources: Mapping[str, Table], schema: Schema) -> list[Want]:
    from sqlglot import exp

    made = {alias: Want(table=table) for alias, table in sources.items()}
    reader = _Reader(sources, schema, made)
    for condition in conjuncts(node):
        reader.read(condition)
    reader.order(node)
    for one in node.find_all(exp.Column):
        owned = owner(one, sources, schema)
        if owned is not None:
            made[owned[0]].used.add(owned[1])
    # `*` and `t.*` read the row, count(*) reads no column of it.
    star = isinstance(node, exp.Select) and any(
        isinstance(one, exp.Star)
        or (isinstance(one, exp.Column) and isinstance(one.this, exp.Star))
        for one in node.expressions
    )
    for want in made.values():
        want.whole = star or not isinstance(node, exp.Select)
        want.limited = bool(node.args.get("limit"))
    return list(made.values())


class _Reader:
    """Files each condition under the table that it narrows."""

    def __init__(
        self, sources: Mapping[str, Table], schema: Schema, made: Mapping[str, Want]
    ) -> None:
        self._sources, self._schema, self._made = sources, schema, made

    def read(self, condition: "exp.Expression") -> None:
        from sqlglot import exp

        if isinstance(condition, exp.Paren):
            self.read(condition.this)
        elif isinstance(condition, exp.Or):
            self._read_or(condition)
        elif isinstance(condition, exp.EQ):
            self._read_equal(condition)
        elif (isinstance(condition, exp.In) and not condition.args.get("query")) or isinstance(
            condition, exp.In
        ):
            self._file(condition.this, None, "equal")
        elif isinstance(condition, exp.GT | exp.GTE | exp.LT | exp.LTE):
            self._read_range(condition)
        elif isinstance(condition, exp.Between):
            self._file(condition.this, None, "ranged")
        elif isinstance(condition, exp.Like | exp.ILike):
            self._file(condition.this, condition.expression, "patterns")
            if isinstance(condition, exp.Like) and shape(condition.expression) is Shape.PREFIX:
                self._file(condition.this, condition.expression, "prefixes")
        elif isinstance(condition, exp.ArrayContainsAll):
            self._file(condition.this, condition.expression, "contained")
        else:
            self._read_test(condition)

    def _read_equal(self, condition: "exp.Expression") -> None:
        left, right = condition.this, condition.expression
        for one, other in ((left, right), (right, left)):
            others = aliases_in(other, self._sources, self._schema)
            self._file(one, other, "joined" if others else "equal")

    def _read_range(self, condition: "exp.Expression") -> None:
        from sqlglot import exp

        left, right = condition.this, condition.expression
        if isinstance(left, exp.Tuple) and isinstance(right, exp.Tuple):
            self._file(left.expressions[0], right.expressions[0], "ranged")
            for one, other in zip(left.expressions[1:], right.expressions[1:], strict=False):
                self._file(one, other, "rest")
            return
        for one, other in ((left, right), (right, left)):
            if not aliases_in(other, self._sources, self._schema):
                self._file(one, other, "ranged")

    def _read_test(self, condition: "exp.Expression") -> None:
        """Tests of NULL and of booleans, which stand in the text as they are."""
        from sqlglot import exp

        inner = condition.this if isinstance(condition, exp.Not) else condition
        what = inner.this if isinstance(inner, exp.Is) else inner
        owned = owner(what, self._sources, self._schema)
        if owned is None:
            return
        alias, name = owned
        if isinstance(inner, exp.Is) and isinstance(inner.expression, exp.Null):
            negated = bool(inner.args.get("negate")) or isinstance(condition, exp.Not)
            self._made[alias].tests.append(f"{quoted(name)} IS {'NOT ' if negated else ''}NULL")
        elif isinstance(inner, exp.Column):
            negated = isinstance(condition, exp.Not)
            self._made[alias].tests.append(f"{'NOT ' if negated else ''}{quoted(name)}")

    def _read_or(self, condition: "exp.Expression") -> None:
        """Each part narrows the same table, or the OR narrows nothing; a keyset page is one range.

        What every part asks for is asked for whichever of them holds, as PostgreSQL's planner sees too.
        """
        parts = list(_parts(condition))
        for one in _joined_by_and(parts[0]):
            if all(one in _joined_by_and(part) for part in parts[1:]):
                self.read(one)
        keyset = self._keyset(parts)
        if keyset is not None:
            alias, first, rest = keyset
            self._made[alias].ranged.append(first)
            self._made[alias].rest.extend(rest)
            return
        made = {alias: [Want(table=table) for _ in parts] for alias, table in self._sources.items()}
        for place, part in enumerate(parts):
            inner = {alias: found[place] for alias, found in made.items()}
            reader = _Reader(self._sources, self._schema, inner)
            for one in _joined_by_and(part):
                reader.read(one)
        for alias, found in made.items():
            if all(one.equal or one.ranged or one.patterns for one in found):
                self._made[alias].either.append(found)

    def _keyset(self, parts: list["exp.Expression"]) -> tuple[str, Key, list[Key]] | None:
        """`a < x OR (a = x AND b < y)`: the alias, the key of a, and those of the rest."""
        from sqlglot import exp

        compared = exp.GT | exp.GTE | exp.LT | exp.LTE
        if len(parts) != 2 or not isinstance(parts[0], compared):
            return None
        first = owner(parts[0].this, self._sources, self._schema)
        inner = list(_joined_by_and(parts[1]))
        if first is None or len(inner) != 2 or not isinstance(inner[0], exp.EQ):
            return None
        again = owner(inner[0].this, self._sources, self._schema)
        last = owner(inner[1].this, self._sources, self._schema)
        if (
            again != first
            or last is None
            or last[0] != first[0]
            or not isinstance(inner[1], compared)
        ):
            return None
        return first[0], Key(column=first[1]), [Key(column=last[1])]

    def _file(self, what: object, other: object, where: str) -> None:
        found = self._key(what)
        if found is None:
            return
        alias, key = found
        if alias in aliases_in(other, self._sources, self._schema):
            return
        filed: list[Key] = getattr(self._made[alias], where)
        if key not in filed:
            filed.append(key)

    def _key(self, what: object) -> tuple[str, Key] | None:
        """A bare column, or an expression over the columns of one table and no value from outside."""
        from sqlglot import exp

        owned = owner(what, self._sources, self._schema)
        if owned is not None:
            return owned[0], Key(column=owned[1])
        if not isinstance(what, exp.Expression) or isinstance(what, exp.Subquery | exp.Tuple):
            return None
        if what.find(exp.Parameter, exp.Placeholder, exp.Select, exp.AggFunc) or not what.find(
            exp.Column
        ):
            return None
        alias = aliases_in(what, self._sources, self._schema)
        if len(alias) != 1 or isinstance(what, exp.Paren):
            return self._key(what.this) if isinstance(what, exp.Paren) else None
        bare = what.copy()
        for one in bare.find_all(exp.Column):
            one.set("table", None)
        return alias.pop(), Key(expression=bare.sql(dialect="postgres"))

    def order(self, node: "exp.Expression") -> None:
        """The keys that the rows come in, where all are of one table and nothing groups them first."""
        from sqlglot import exp

        order = node.args.get("order")
        if order is None or node.args.get("group") or node.args.get("distinct"):
            return
        found: list[tuple[str, Key]] = []
        for one in order.expressions:
            key = self._key(one.this if isinstance(one, exp.Ordered) else one)
            if key is None:
                return
            found.append((key[0], Key(column=key[1].column, expression=key[1].expression,
                                      descending=bool(one.args.get("desc")))))  # fmt: skip
        if len({alias for alias, _ in found}) == 1:
            self._made[found[0][0]].ordered.extend(key for _, key in found)


def _parts(condition: "exp.Expression") -> Iterator["exp.Expression"]:
    from sqlglot import exp

    if isinstance(condition, exp.Paren):
        yield from _parts(condition.this)
    elif isinstance(condition, exp.Or):
        yield from _parts(condition.args["this"])
        yield from _parts(condition.args["expression"])
    else:
        yield condition


def _joined_by_and(condition: "exp.Expression") -> Iterator["exp.Expression"]:
    from sqlglot import exp

    if isinstance(condition, exp.Paren):
        yield from _joined_by_and(condition.this)
    elif isinstance(condition, exp.And):
        yield from _joined_by_and(condition.args["this"])
        yield from _joined_by_and(condition.args["expression"])
    else:
        yield condition
