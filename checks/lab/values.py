"""Typical values for the parameters of a normalised statement, from the planner's statistics of the columns.

`pg_stat_statements` keeps `state = $1` and drops the value; a plan for no value in particular is often not the plan
that production makes. So a few texts with plausible values are offered, and the statement's own rows and time choose.
"""

import itertools
import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from checks.accesses import Schema, owner, read_tables
from checks.lab.known import Column, Known
from checks.lab.patterns import words
from checks.lab.typical import another, equal, in_array, limits, literal, parts, several, span
from checks.probes.postgres import Table
from checks.sql import parse

if TYPE_CHECKING:
    from sqlglot import exp

MOST_TEXTS = 12
USUAL_LIMITS = (1, 5, 10, 20, 25, 50, 100, 200, 500, 1000)

_PARAMETER = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$(\d+)")


Choice = tuple[str, float]
"""A literal, and how often it is asked for beside the others."""


def texts(text: str, schema: Schema, known: Known, rows_per_call: float) -> list[Choice]:
    """The statement with values put in, the likeliest first, each with its weight.

    Itself where it has no parameter, or where it is written in a way that is not understood here.

    Args:
        text: of the statement, with `$n`.
        schema: whose column is whose.
        known: the statistics of the columns.
        rows_per_call: that it returned on average, which a LIMIT is taken from.
    """
    found = _weighted(text, schema, known, rows_per_call)
    return [(filled(text, values), weight) for values, weight in found]


def choices(
    text: str, schema: Schema, known: Known, rows_per_call: float
) -> list[Mapping[int, str]]:
    """The same as literals by the number of their parameter; one of none where the text has no parameter."""
    return [values for values, _ in _weighted(text, schema, known, rows_per_call)]


def _weighted(
    text: str, schema: Schema, known: Known, rows_per_call: float
) -> list[tuple[Mapping[int, str], float]]:
    tree = parse(text)
    numbers = sorted({int(one) for one in _PARAMETER.findall(text) if one})
    if tree is None or not numbers:
        return [({}, 1.0)]
    found = _Choices(tree, schema, known, _limit(rows_per_call))
    offered = [found.of(number) for number in numbers]
    return [
        (
            {number: one for number, (one, _) in zip(numbers, values, strict=True)},
            math.prod(weight for _, weight in values),
        )
        for values in _mixed(offered)
    ]


def cut(text: str, rows_per_call: float) -> bool:
    """Whether a LIMIT of this statement surely ends its reading early.

    It does where every call returns the same whole number of rows; else it often does not, and a plan that hopes to
    stop early is not what it costs. Nor does anybody know how often a pattern is found.
    """
    return (
        not searches(text)
        and abs(rows_per_call - round(rows_per_call)) < 0.01
        and rows_per_call >= 1
    )


def searches(text: str) -> bool:
    """Whether it looks for a pattern or for a part of a document: how much that finds is anybody's guess."""
    from sqlglot import exp

    tree = parse(text)
    return tree is None or tree.find(exp.Like, exp.ILike, exp.ArrayContainsAll) is not None


def _limit(rows_per_call: float) -> int:
    """The LIMIT that a statement with so many rows a call is likely to have."""
    whole = max(1, math.ceil(rows_per_call - 0.01))
    if abs(rows_per_call - whole) < 0.01:
        return whole
    return next((one for one in USUAL_LIMITS if one >= whole), whole)


def _mixed(offered: Sequence[Sequence[Choice]]) -> list[tuple[Choice, ...]]:
    """Combinations, the first of all, the second of all and so on before any other."""
    most = max(len(one) for one in offered)
    level = [tuple(one[min(place, len(one) - 1)] for one in offered) for place in range(most)]
    rest = itertools.islice(itertools.product(*offered), MOST_TEXTS)
    return list(dict.fromkeys((*level, *rest)))[:MOST_TEXTS]


def filled(text: str, values: Mapping[int, str]) -> str:
    """The text with these literals in place of its parameters; one without a literal stays as it is."""

    def put(found: "re.Match[str]") -> str:
        literal = values.get(int(found[1])) if found[1] else None
        return found[0] if literal is None else f" {literal} "

    return _PARAMETER.sub(put, text)


class _Choices:
    """The literals that each parameter of one statement may stand for."""

    def __init__(self, tree: "exp.Expression", schema: Schema, known: Known, limit: int) -> None:
        from sqlglot import exp

        self._schema, self._known, self._limit = schema, known, limit
        named = {one.alias for one in tree.find_all(exp.CTE)}
        self._sources: dict[int, Mapping[str, Table]] = {}
        for node in tree.find_all(exp.Select, exp.Update, exp.Delete):
            self._sources[id(node)] = read_tables(node, schema, named)
        self._places: dict[int, exp.Parameter] = {}
        for one in tree.find_all(exp.Parameter):
            if one.name.isdigit():
                self._places.setdefault(int(one.name), one)

    def of(self, number: int) -> list[Choice]:
        """Literals for `$number`, at least one."""
        found = self._literals(number)
        return [one if isinstance(one, tuple) else (one, 1.0) for one in found]

    def _literals(self, number: int) -> Sequence[str | Choice]:
        from sqlglot import exp

        place = self._places.get(number)
        if place is None:
            return ["NULL"]
        fixed = _by_place(place, self._limit)
        if fixed:
            return fixed
        condition = place.find_ancestor(
            exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In, exp.Between, exp.Like, exp.ILike,
            exp.ArrayContainsAll,
        )  # fmt: skip
        column = self._column(condition, place) if condition is not None else None
        if condition is None or column is None:
            return ["'1'"]
        if isinstance(condition, exp.Like | exp.ILike):
            return [literal(one) for one in words(column, place, condition.expression)]
        if isinstance(condition, exp.ArrayContainsAll):
            # A document of the histogram is found in a hundredth of the rows, one that is not in next to none.
            if column.row is not None:
                return [literal(one) for one in parts(column.row)]
            middle = column.bounds[len(column.bounds) // 2 :][:1]
            return [literal(one) for one in ('{"rung": 0}', *middle)]
        if isinstance(condition, exp.GT | exp.GTE | exp.LT | exp.LTE | exp.Between):
            upper = _upper(condition, place)
            if _two_sided(condition):
                return [literal(span(column)[bool(upper)])]
            return [literal(one) for one in limits(column, upper)]
        if isinstance(condition.parent, exp.Update):
            return [literal(another(column))]
        if place.find_ancestor(exp.Any):
            return [literal("{" + ",".join(in_array(one) for one in several(column)) + "}")]
        return [(literal(one), weight) for one, weight in equal(column)]

    def _column(self, condition: "exp.Expr", place: "exp.Parameter") -> Column | None:
        """The column that the parameter is compared with; in a row comparison the one at its place."""
        from sqlglot import exp

        query = condition.find_ancestor(exp.Select, exp.Update, exp.Delete)
        sources = self._sources.get(id(query), {})
        inside: exp.Expr = condition
        row = place.find_ancestor(exp.Tuple)
        if row is not None and isinstance(condition.this, exp.Tuple) and row is not condition.this:
            at = next(
                (
                    i
                    for i, one in enumerate(row.expressions)
                    if place in one.find_all(exp.Parameter)
                ),
                0,
            )
            inside = condition.this.expressions[min(at, len(condition.this.expressions) - 1)]
        for one in inside.find_all(exp.Column):
            owned = owner(one, sources, self._schema)
            if owned is not None:
                table = sources[owned[0]]
                return self._known.column(table.schema, table.name, owned[1])
        return None


def _by_place(place: "exp.Parameter", limit: int) -> list[str]:
    """What a parameter must be by where it stands, whatever the columns hold; empty where that does not tell."""
    from sqlglot import exp

    above = place.parent
    if isinstance(above, exp.Limit | exp.Fetch):
        return [str(limit)]
    if isinstance(above, exp.Offset):
        return ["100"]
    if isinstance(above, exp.Group | exp.Ordered):
        return ["1", "2", "3"]
    if isinstance(above, exp.TimestampTrunc | exp.DateTrunc) and place.arg_key == "unit":
        return ["'day'"]
    if isinstance(above, exp.TimeToStr):
        return ["'YYYY-MM-DD'"]
    if isinstance(above, exp.Interval) or (
        isinstance(above, exp.Cast) and above.is_type(exp.DataType.Type.INTERVAL)
    ):
        return ["'1 day'"]
    return []


def _two_sided(condition: "exp.Expr") -> bool:
    """Whether the same column is limited from the other side too."""
    from sqlglot import exp

    if isinstance(condition, exp.Between):
        return True
    query = condition.find_ancestor(exp.Select, exp.Update, exp.Delete)
    mine = {one.name for one in condition.find_all(exp.Column)}
    others = query.find_all(exp.GT, exp.GTE, exp.LT, exp.LTE) if query is not None else ()
    return any(
        one is not condition and mine & {each.name for each in one.find_all(exp.Column)}
        for one in others
    )


def _upper(condition: "exp.Expr", place: "exp.Parameter") -> bool | None:
    from sqlglot import exp

    if isinstance(condition, exp.Between):
        return place is condition.args.get("high")
    below = isinstance(condition, exp.LT | exp.LTE)
    on_the_left = place in list(condition.this.find_all(exp.Parameter))
    return below != on_the_left
