"""One item in a module-level list or tuple of literals, such as Django's MIDDLEWARE and INSTALLED_APPS."""

import ast
from collections.abc import Sequence

from scaffold.edits.core import Already, End, Refused
from scaffold.python_assigned import brought_from
from scaffold.python_source import Source, Splice, edited, same, spliced
from scaffold.python_values import appended
from scaffold.tree import Tree

List = ast.List | ast.Tuple


def edit(
    tree: Tree,
    *,
    file: str,
    name: str,
    item: str,
    place: str = "last",
    before: str = "",
    after: str = "",
) -> End:
    """`before` or `after` name an item (as Python source); where it is not there, `place` (first, last) holds.

    Where the module takes the list from another one (`from .base import *`), it is edited there.
    """
    file = brought_from(tree, file, name) or file
    snippet = f"# in {file}, {place} in {name}\n{item},"

    def change(source: Source) -> str | Already | Refused:
        found = [
            one.value
            for one in source.module.body
            if isinstance(one, ast.Assign) and any(ast.unparse(to) == name for to in one.targets)
        ]
        if len(found) != 1 or not isinstance(found[0], List):
            why = f"{file} does not say {name} as one plain list."
            return Refused(path=file, why=why, snippet=snippet)
        items, wanted = found[0].elts, ast.parse(item, mode="eval").body
        dumps = [ast.dump(one) for one in items]
        if ast.dump(wanted) in dumps:
            return Already(path=file)
        number = _number(dumps, place, before, after)
        text = spliced(source.body, _splices(source, found[0], number, item))
        items.insert(number, wanted)
        if not same(text, source.module):
            return Refused(path=file, why=f"{name} in {file} is not plain.", snippet=snippet)
        return text

    return edited(tree, file, snippet, change)


def _number(dumps: Sequence[str], place: str, before: str, after: str) -> int:
    for said, step in ((before, 0), (after, 1)):
        wanted = ast.dump(ast.parse(said, mode="eval").body) if said else ""
        if wanted in dumps:
            return dumps.index(wanted) + step
    return 0 if place == "first" else len(dumps)


def _splices(source: Source, node: List, number: int, item: str) -> list[Splice]:
    bare = isinstance(node, ast.Tuple) and source.body[source.start(node)] != "("
    if number == len(node.elts) and not bare:
        return appended(source, source.start(node) + 1, source.end(node) - 1, item)
    if bare and number == len(node.elts):
        return [(source.end(node), source.end(node), f", {item}")]
    at = source.start(node.elts[number])
    line = source.body.rfind("\n", 0, at) + 1
    indent = source.body[line:at]
    if indent.strip():
        return [(at, at, f"{item}, ")]
    return [(at, at, f"{item},\n{indent}")]
