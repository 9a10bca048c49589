"""`SELECT count(*) FROM t` visits every row, because each transaction may see others: an estimate costs nothing.

Source: PostgreSQL's wiki, "Slow Counting", "Count estimate".
"""

from checks.lab.rewrites.asked import Asked, Rewrite, said
from checks.lab.typical import literal


def offer(asked: Asked) -> Rewrite | None:
    """The planner's own number, where the whole table is counted."""
    from sqlglot import exp

    tree = asked.tree
    if not isinstance(tree, exp.Select) or len(tree.expressions) != 1 or not _counts(tree):
        return None
    sources = asked.sources(tree)
    narrowed = any(tree.args.get(one) for one in ("where", "joins", "group", "having"))
    if len(sources) != 1 or narrowed:
        return None
    source = tree.find(exp.Table)
    name = said(exp.Table(this=source.this, db=source.args.get("db"))) if source is not None else ""
    return Rewrite(
        why="an exact count visits every row of the table, with or without an index",
        text=f"SELECT reltuples::bigint FROM pg_class WHERE oid = {literal(name)}::regclass",  # noqa: S608 (advice)
        same=False,
        mind="it is an estimate, as old as the last ANALYZE; or keep the exact number in a table by trigger",
    )


def _counts(tree: object) -> bool:
    from sqlglot import exp

    if not isinstance(tree, exp.Select):
        return False
    one = tree.expressions[0]
    one = one.this if isinstance(one, exp.Alias) else one
    return isinstance(one, exp.Count) and isinstance(one.this, exp.Star)
