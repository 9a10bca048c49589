"""One more item or argument between brackets, on a line of its own where the others have one each."""

import ast
import io
import tokenize
from typing import Any

from scaffold.python_source import Source, Splice


def expression(value: Any) -> str:
    """What edits.yml says for a value, as Python source: text is source already, a number or boolean becomes it."""
    return value if isinstance(value, str) else repr(value)


WIDE = 88
"""Columns from which Black, and so most projects, give each item a line of its own."""


def shaped(head: str, value: str, indent: str, tail: str = "") -> str:
    """`head` and `value` and `tail` at this indentation; a dictionary that would be too wide has one item a line."""
    line = f"{head}{value}{tail}"
    node = ast.parse(value, mode="eval").body
    if len(indent) + len(line) <= WIDE or not isinstance(node, ast.Dict) or not node.keys:
        return line
    items = (
        f"{indent}    {ast.get_source_segment(value, key)}: {ast.get_source_segment(value, one)},"
        for key, one in zip(node.keys, node.values, strict=True)
        if key is not None
    )
    return "\n".join([f"{head}{{", *items, f"{indent}}}{tail}"])


def argument(source: Source, call: ast.Call, start: int, new: str) -> list[Splice]:
    """One more argument last in a call; one that gets too wide on its line has one argument a line."""
    end = source.end(call) - 1
    first = source.body.rfind("\n", 0, source.start(call)) + 1
    last = source.body.find("\n", end)
    line = source.body[first : last if last >= 0 else len(source.body)]
    given: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    if len(line) + len(new) + 2 <= WIDE or "\n" in source.body[first:end] or not given:
        return appended(source, start, end, new)
    places = sorted((source.start(one), source.end(one)) for one in given)
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    texts = [source.body[first:last] for first, last in places]
    inside = "".join(f"\n{indent}    {one}," for one in [*texts, new])
    return [(start, end, f"{inside}\n{indent}")]


def appended(source: Source, start: int, end: int, new: str) -> list[Splice]:
    """Splices that put `new` last between the brackets; `start` and `end` lie just inside them.

    Keeps a trailing comma where there is one or where the last item has its own line.
    """
    inner = source.body[start:end]
    said = _last_token(inner)
    if said is None:
        return [(start, start, new)] if not inner.strip() else [_own_line(source, start, end, new)]
    at, comma = said
    if "\n" not in inner[at:]:
        lead = " " if comma else ", "
        tail = "," if comma and inner[at:].strip() == "" and "\n" in inner else ""
        return [(start + at, start + at, f"{lead}{new}{tail}")]
    line = source.body.rfind("\n", 0, end) + 1
    if source.body[line:end].strip():
        return [(start + at, start + at, f"{' ' if comma else ', '}{new}")]
    splices: list[Splice] = [] if comma else [(start + at, start + at, ",")]
    indent = indent_of_items(source, start, end)
    return [*splices, (line, line, f"{indent}{new},\n")]


def _own_line(source: Source, start: int, end: int, new: str) -> Splice:
    """Between brackets that hold comments alone."""
    line = source.body.rfind("\n", 0, end) + 1
    return (line, line, f"{indent_of_items(source, start, end)}{new},\n")


def indent_of_items(source: Source, start: int, end: int) -> str:
    """The indentation of what has a line of its own between the brackets."""
    first = source.body.find("\n", start, end) + 1
    while first:
        line = source.body[first : source.body.find("\n", first)]
        if line.strip() and first < source.body.rfind("\n", 0, end) + 1:
            return line[: len(line) - len(line.lstrip())]
        first = source.body.find("\n", first, end) + 1
    closing = source.body[source.body.rfind("\n", 0, end) + 1 :]
    return closing[: len(closing) - len(closing.lstrip())] + "    "


def _last_token(inner: str) -> tuple[int, bool] | None:
    """Where the last token that is not a comment ends, and whether it is a comma."""
    opened = f"({inner}\n)"
    starts = [0]
    for line in opened.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    found: tuple[int, bool] | None = None
    skip = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.INDENT}
    tokens = [
        one
        for one in tokenize.generate_tokens(io.StringIO(opened).readline)
        if one.type not in skip
    ]
    for token in tokens[1:-1]:
        if token.type == tokenize.DEDENT:
            continue
        found = (starts[token.end[0] - 1] + token.end[1] - 1, token.string == ",")
    return found
