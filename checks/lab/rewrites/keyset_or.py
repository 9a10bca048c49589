"""`a < $1 OR (a = $1 AND b < $2)` is `(a, b) < ($1, $2)`: a range that one index finds, where an OR is a filter.

PostgreSQL's documentation, "Row Constructor Comparison" (9.25.5): rows compare from the left, as the OR spells out.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checks.lab.rewrites.asked import Asked, Rewrite, said

if TYPE_CHECKING:
    from sqlglot import exp


def offer(asked: Asked) -> Rewrite | None:
    """The row comparison in the place of each such OR."""
    from sqlglot import exp

    tree, pairs = asked.copy(), list[tuple[exp.Expression, exp.Expression]]()
    for one in [*tree.find_all(exp.Or)]:
        found = _compared(one)
        if found is not None:
            compared, first, again = found
            (one.parent if isinstance(one.parent, exp.Paren) else one).replace(compared)
            if first != again:
                pairs.append((again, first))
    if said(tree) == said(asked.copy()):
        return None
    return Rewrite(
        why="an OR that spells out a row comparison is checked row by row; written as one, it is a range of the index",
        text=said(tree),
        # Rows that the OR throws away before a LIMIT's first are taken to lie evenly among the others.
        sure=True,
        mind=_mind(pairs),
        alike=tuple((int(one.name), int(other.name)) for one, other in pairs),
    )


def _mind(pairs: "Sequence[tuple[exp.Expression, exp.Expression]]") -> str:
    named = ", ".join(f"{said(other)} and {said(one)}" for one, other in pairs)
    return f"{named} must be the same value" if named else ""


def _compared(
    either: "exp.Or",
) -> "tuple[exp.Expression, exp.Expression, exp.Expression] | None":
    """The row comparison, and both values that the first column is compared with."""
    from sqlglot import exp

    outer, inner = _bare(either.this), _bare(either.expression)
    if not isinstance(outer, exp.LT | exp.GT) or not isinstance(inner, exp.And):
        return None
    equal, last = _bare(inner.this), _bare(inner.expression)
    kinds = (type(outer), exp.LTE if isinstance(outer, exp.LT) else exp.GTE)
    if not isinstance(equal, exp.EQ) or not isinstance(last, kinds):
        return None
    columns = (outer.this, equal.this, last.this)
    values = (outer.expression, equal.expression, last.expression)
    if not all(isinstance(one, exp.Column) for one in columns) or columns[0] != columns[1]:
        return None
    if any(one.find(exp.Column, exp.Select) for one in values):
        return None
    # Two values that are not alike in the text may be alike in every call only where both are parameters.
    if values[0] != values[1] and not all(isinstance(one, exp.Parameter) for one in values[:2]):
        return None
    row = exp.Tuple(expressions=[columns[0].copy(), columns[2].copy()])
    bound = exp.Tuple(expressions=[values[0].copy(), values[2].copy()])
    return type(last)(this=row, expression=bound), values[0], values[1]


def _bare(node: "exp.Expression") -> "exp.Expression":
    from sqlglot import exp

    while isinstance(node, exp.Paren):
        node = node.this
    return node
