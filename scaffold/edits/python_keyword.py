"""One keyword argument of the calls that reach a name: `create_engine(url, pool_size=10)`."""

import ast
from collections.abc import Sequence

from scaffold.edits.core import Already, End, Refused
from scaffold.python_calls import calls
from scaffold.python_source import Source, Splice, edited, same, spliced
from scaffold.python_values import argument, expression
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
    """Refused where a call unpacks `**`, where no call reaches the name, or where the name is bound twice.

    A call that gives the keyword another value keeps it: that is the owner's.
    """
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
        own = [one for one in found.sure if _other(one, keyword, wanted)]
        without = [one for one in found.sure if not _said(one, keyword)]
        for one in without:
            if any(argument.arg is None for argument in one.keywords):
                return Refused(path=file, why=f"A call of {call} unpacks `**`.", snippet=snippet)
            splices += argument(source, one, _opening(source, one), f"{keyword}={wanted}")
        if len(own) == len(found.sure):
            why = f"{file}:{own[0].lineno} gives {keyword} a value of its own, which stays."
            return Refused(path=file, why=why, snippet=snippet)
        if not without:
            return Already(path=file)
        after = spliced(source.body, splices)
        for one in without:
            one.keywords.append(ast.keyword(arg=keyword, value=_parsed(wanted)))
        if not same(after, source.module):
            return Refused(path=file, why=f"A call of {call} is not plain.", snippet=snippet)
        return after

    return edited(tree, file, snippet, change)


def _said(call: ast.Call, keyword: str) -> ast.keyword | None:
    return next((one for one in call.keywords if one.arg == keyword), None)


def _other(call: ast.Call, keyword: str, wanted: str) -> bool:
    there = _said(call, keyword)
    return there is not None and ast.dump(there.value) != ast.dump(_parsed(wanted))


def _opening(source: Source, call: ast.Call) -> int:
    """Just after the bracket that opens the arguments."""
    return source.body.index("(", source.end(call.func)) + 1


def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body
