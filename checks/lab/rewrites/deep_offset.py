"""OFFSET reads and throws away every row before the page: the page after the last row seen is found by its key.

Source: "no-offset" (Markus Winand, use-the-index-luke.com), PostgreSQL's documentation, "LIMIT and OFFSET" (7.6).
"""

from typing import TYPE_CHECKING

from checks.lab.rewrites.asked import Asked, Rewrite, said
from checks.probes.postgres import Table

if TYPE_CHECKING:
    from sqlglot import exp

WHY = "every page reads all rows before it, so that the last pages cost as much as the whole table"


def offer(asked: Asked) -> Rewrite | None:
    """The next page by the order's columns, made unique by the primary key."""
    from sqlglot import exp

    tree = asked.copy()
    if (
        not isinstance(tree, exp.Select)
        or not tree.args.get("offset")
        or not tree.args.get("order")
    ):
        return None
    ordered = tree.args["order"].expressions
    found = [asked.column(one.this, asked.tree) for one in ordered]
    tables = {one[0] for one in found if one is not None}
    turned = {bool(one.args.get("desc")) for one in ordered}
    whole = bool(ordered) and None not in found and len(tables) == 1 and len(turned) == 1
    if not whole or tree.args.get("group") or tree.args.get("distinct"):
        return Rewrite(
            why=WHY,
            same=False,
            mind="ask for the rows after the last one shown, by the order's columns",
        )
    (table,) = tables
    if not all(one[1].required for one in found if one is not None) or not asked.key(table):
        return Rewrite(
            why=WHY,
            same=False,
            mind="the order's columns may be NULL or no key ends them: see which page",
        )
    return _by_key(tree, asked, table, ordered, descending=turned.pop())


def _by_key(
    tree: "exp.Select",
    asked: Asked,
    table: Table,
    ordered: "list[exp.Ordered]",
    *,
    descending: bool,
) -> Rewrite:
    from sqlglot import exp

    keys = [one.this.copy() for one in ordered]
    prefix = keys[0].table
    known = {one.name for one in keys}
    keys += [exp.column(one, table=prefix or None) for one in asked.key(table) if one not in known]
    highest = max(
        (int(one.name) for one in tree.find_all(exp.Parameter) if one.name.isdigit()), default=0
    )
    values = [
        exp.Parameter(this=exp.Literal.number(highest + place + 1)) for place in range(len(keys))
    ]
    compare = exp.LT if descending else exp.GT
    row = exp.Tuple(expressions=[one.copy() for one in keys])
    one_key = len(keys) == 1
    left, right = (keys[0].copy(), values[0]) if one_key else (row, exp.Tuple(expressions=values))
    tree.set("offset", None)
    tree.set(
        "order",
        exp.Order(expressions=[exp.Ordered(this=one, desc=descending or None) for one in keys]),
    )
    names = ", ".join(said(one) for one in keys)
    return Rewrite(
        why=WHY,
        text=said(tree.where(compare(this=left, expression=right), copy=False)),
        same=False,
        mind=f"the new parameters are {names} of the last row of the page before; no page can be jumped to",
    )
