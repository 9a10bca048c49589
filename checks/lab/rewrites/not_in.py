"""`x NOT IN (SELECT y ...)` keeps the whole list in memory and compares NULLs; NOT EXISTS is an anti-join.

Source: PostgreSQL's wiki, "Don't Do This": NOT IN with a subquery.
"""

from typing import TYPE_CHECKING

from checks.lab.rewrites.asked import Asked, Rewrite, said

if TYPE_CHECKING:
    from sqlglot import exp


def offer(asked: Asked) -> Rewrite | None:
    """NOT EXISTS in the place of each."""
    from sqlglot import exp

    tree, found, exact = asked.copy(), False, True
    for one in [*tree.find_all(exp.Not)]:
        listed = one.this
        query = listed.args.get("query") if isinstance(listed, exp.In) else None
        inner = query.this if isinstance(query, exp.Subquery) else query
        outer = one.find_ancestor(exp.Select, exp.Update, exp.Delete)
        if isinstance(inner, exp.Select) and outer is not None and _plain(inner):
            exact = (
                exact
                and _required(asked, listed.this, outer)
                and _required(asked, inner.expressions[0], inner)
            )
            one.replace(_anti_join(asked, listed.this, outer, inner))
            found = True
    if not found:
        return None
    mind = "" if exact else "NULLs count differently: NOT IN finds nothing once the list holds one"
    return Rewrite(
        why="NOT IN a list that is looked up is checked row by row; as NOT EXISTS it is one join",
        text=said(tree),
        same=exact,
        mind=mind,
    )


def _plain(inner: "exp.Select") -> bool:
    from sqlglot import exp

    asked = ("limit", "offset", "group", "having", "distinct", "with_", "with")
    single = len(inner.expressions) == 1 and isinstance(inner.expressions[0], exp.Column)
    return single and not any(inner.args.get(one) for one in asked)


def _required(asked: Asked, node: object, query: "exp.Expression") -> bool:
    found = asked.column(node, query)
    return found is not None and found[1].required


def _anti_join(
    asked: Asked, left: "exp.Expression", outer: "exp.Expression", inner: "exp.Select"
) -> "exp.Expression":
    """With both sides under their table's name: a bare name would be taken for the inner table's."""
    from sqlglot import exp

    right = _named(asked, inner.expressions[0].copy(), inner)
    test = exp.EQ(this=right, expression=_named(asked, left.copy(), outer))
    joined = inner.copy().where(test, copy=False)
    joined.set("expressions", [exp.Literal.number(1)])
    return exp.Not(this=exp.Exists(this=joined))


def _named(asked: Asked, node: "exp.Expression", query: "exp.Expression") -> "exp.Expression":
    from sqlglot import exp

    sources = asked.sources(query)
    if isinstance(node, exp.Column) and not node.table and len(sources) == 1:
        node.set("table", exp.to_identifier(next(iter(sources))))
    return node
