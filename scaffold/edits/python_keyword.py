"""One keyword argument of the calls that reach a name: `create_engine(url, pool_size=10)`."""

import ast
from collections.abc import Sequence

from scaffold.edits.core import Already, End, Refused
from scaffold.python_calls import calls
from scaffold.python_source import Source, Splice, edited, same, spliced
from scaffold.python_values import appended, expression
from scaffold.tree import Tree


def edit(
    tree: Tree,
    *,
    file: str,
    call: str,
    keyword: str,
    value: str | int | float | bool,
    inside: Sequence[str] = (),
) -> End:
    """Refused where a call unpacks `**`, where no call reaches the name, or where the name is bound twice."""
    wanted = expression(value)
    snippet = f"# in {file}: {call}(..., {keyword}={wanted})"

    def change(source: Source) -> str | Already | Refused:
        found = calls(source.module, call, inside)
        if found.unsure or not found.sure:
            names = ", ".join(found.unsure)
            why = (
                f"{file} binds {names} in more than one way."
                if names
                else f"Nothing in {file} calls {call}."
            )
            return Refused(path=file, why=why, snippet=snippet)
        splices: list[Splice] = []
        for one in found.sure:
            if any(argument.arg is None for argument in one.keywords):
                return Refused(path=file, why=f"A call of {call} unpacks `**`.", snippet=snippet)
            splices += _splices(source, one, keyword, wanted)
        if not splices:
            return Already(path=file)
        after = spliced(source.body, splices)
        for one in found.sure:
            _said(one, keyword, wanted)
        if not same(after, source.module):
            return Refused(path=file, why=f"A call of {call} is not plain.", snippet=snippet)
        return after

    return edited(tree, file, snippet, change)


def _splices(source: Source, call: ast.Call, keyword: str, wanted: str) -> list[Splice]:
    there = next((one for one in call.keywords if one.arg == keyword), None)
    if there is None:
        end = source.end(call) - 1
        return appended(source, _opening(source, call), end, f"{keyword}={wanted}")
    if ast.dump(there.value) == ast.dump(_parsed(wanted)):
        return []
    return [(source.start(there.value), source.end(there.value), wanted)]


def _said(call: ast.Call, keyword: str, wanted: str) -> None:
    for one in call.keywords:
        if one.arg == keyword:
            one.value = _parsed(wanted)
            return
    call.keywords.append(ast.keyword(arg=keyword, value=_parsed(wanted)))


def _opening(source: Source, call: ast.Call) -> int:
    """Just after the bracket that opens the arguments."""
    return source.body.index("(", source.end(call.func)) + 1


def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body
