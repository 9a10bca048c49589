"""`id::text = $1` casts the column of every row: the value is cast once, and the column's index serves.

Source: PostgreSQL's documentation, "Indexes on Expressions" (11.7).
"""

from checks.lab.rewrites.asked import Asked, Rewrite, said

WHOLE = ("smallint", "integer", "bigint", "uuid")


def offer(asked: Asked) -> Rewrite | None:
    """The value cast to the column's type, for types whose text is the value's one spelling."""
    from sqlglot import exp

    tree, names = asked.copy(), list[str]()
    for one in [*tree.find_all(exp.EQ)]:
        query = one.find_ancestor(exp.Select, exp.Update, exp.Delete)
        cast = one.this
        textual = isinstance(cast, exp.Cast) and cast.is_type(*exp.DataType.TEXT_TYPES)
        if not textual or query is None or one.expression.find(exp.Column):
            continue
        found = asked.column(cast.this, query)
        if found is not None and found[1].type in WHOLE:
            names.append(found[1].name)
            one.set("this", cast.this.copy())
            one.set("expression", exp.cast(one.expression.copy(), found[1].type))
    if not names:
        return None
    return Rewrite(
        why=f"{', '.join(names)} is cast for every row; casting the value lets the column's own index find it",
        text=said(tree),
        mind="a text that is no such value is an error then, not an empty answer",
    )
