"""`created_at::date = $1` hides the column inside a cast: as a range of times it is a condition that an index serves.

Source: PostgreSQL's documentation, "Indexes on Expressions" (11.7): an index on the column does not serve an expression
over it.
"""

from typing import TYPE_CHECKING

from checks.lab.rewrites.asked import Asked, Rewrite, said

if TYPE_CHECKING:
    from sqlglot import exp

TIMES = ("timestamp without time zone", "timestamp with time zone")


def offer(asked: Asked) -> Rewrite | None:
    """A range in the place of each comparison of a time's day with a day."""
    from sqlglot import exp

    tree, names = asked.copy(), list[str]()
    for one in [*tree.find_all(exp.EQ)]:
        query = one.find_ancestor(exp.Select, exp.Update, exp.Delete)
        column = _inside(one.this)
        if column is None or query is None:
            continue
        found = asked.column(column, query)
        if found is None or found[1].type not in TIMES or one.expression.find(exp.Column):
            continue
        names.append(found[1].name)
        one.replace(_range(column, one.expression))
    if not names:
        return None
    return Rewrite(
        why=f"the day of {', '.join(names)} is worked out for every row; a range of times is found by an index",
        text=said(tree),
        mind="the parameter must be a date",
    )


def _inside(node: "exp.Expression") -> "exp.Expression | None":
    """The column whose day is taken."""
    from sqlglot import exp

    cast = isinstance(node, exp.Cast) and node.is_type(exp.DataType.Type.DATE)
    if (cast or isinstance(node, exp.Date | exp.TsOrDsToDate)) and isinstance(
        node.this, exp.Column
    ):
        return node.args["this"]  # type: ignore[no-any-return]
    return None


def _range(column: "exp.Expression", day: "exp.Expression") -> "exp.Expression":
    from sqlglot import exp

    first = exp.cast(day.copy(), "date")
    after = exp.Paren(
        this=exp.Add(this=exp.cast(day.copy(), "date"), expression=exp.Literal.number(1))
    )
    return exp.And(
        this=exp.GTE(this=column.copy(), expression=first),
        expression=exp.LT(this=column.copy(), expression=after),
    )
