"""One more service to wait for, in the short or the long form of `depends_on`.

https://docs.docker.com/reference/compose-file/services/#depends_on : a name in the short form means the long form's
`condition: service_started`.
"""

import copy
from typing import Any

import yaml

from scaffold import text
from scaffold.compose_file import (
    Document,
    Untrusted,
    block,
    in_brackets,
    inherited,
    last,
    own,
    quoted,
    scalar,
    sequence,
    service,
    step,
    word,
)
from scaffold.compose_project import edited
from scaffold.edits.core import End
from scaffold.tree import Tree

STARTED = "service_started"


def edit(tree: Tree, *, service: str, on: str, condition: str = STARTED, file: str = "") -> End:
    """Already where it waits for that service in any way: the owner has chosen the condition."""
    snippet = (
        f"services:\n  {service}:\n    depends_on:\n      {on}:\n        condition: {condition}"
    )

    def change(document: Document) -> tuple[Any, list[str]] | None:
        return _change(document, service, on, condition)

    return edited(tree, file, snippet, change, service=service)


def _change(
    document: Document, where: str, on: str, condition: str
) -> tuple[Any, list[str]] | None:
    key, body = service(document, where)
    meaning = copy.deepcopy(document.meaning)
    mine, waits = meaning["services"][where], {"condition": word(condition)}
    if inherited(body, "depends_on"):
        raise Untrusted(f"{where} inherits depends_on by a merge key")
    there, unit = own(body, "depends_on"), step(document)
    if there is None:
        column = " " * body.value[0][0].start_mark.column
        mine["depends_on"] = {on: waits}
        lines = f"{column}depends_on:\n{_long(column + unit, unit, on, condition)}"
        return meaning, [
            text.after_line(document.body, at, lines) for at in last(document, key, body)
        ]
    said = mine["depends_on"]
    if isinstance(said, dict):
        if on in said:
            return None
        mapping = block(*there, f"depends_on of {where}", flow=True)
        said[on] = waits
        if mapping.flow_style:
            item = f"{quoted(on)}: {{condition: {condition}}}"
            return meaning, [in_brackets(document, mapping, [item])]
        lines = _long(" " * mapping.value[0][0].start_mark.column, unit, on, condition)
        return meaning, [
            text.after_line(document.body, at, lines) for at in last(document, there[0], mapping)
        ]
    if isinstance(said, list) and word(on) in said:
        return None
    items = sequence(*there, f"depends_on of {where}", flow=True)
    if condition == STARTED and items.flow_style:
        said.append(word(on))
        return meaning, [in_brackets(document, items, [on if scalar(on) == on else quoted(on)])]
    if condition == STARTED and items.value:
        said.append(word(on))
        lines = f"{_indent(document, items.value[-1])}- {scalar(on)}"
        return meaning, [
            text.after_line(document.body, at, lines) for at in last(document, there[0], items)
        ]
    if not all(isinstance(one, tuple) for one in said):
        raise Untrusted("depends_on holds more than names")
    mine["depends_on"] = {**{name: {"condition": word(STARTED)} for _, name in said}, on: waits}
    if items.flow_style:
        indent = " " * there[0].start_mark.column + unit
        return meaning, [_unbracketed(document, there[0], items, indent, unit, on, condition)]
    indent = _indent(document, items.value[0])
    if len(indent) <= there[0].start_mark.column:
        indent += unit
    return meaning, [_rewritten(document, items, indent, unit, _long(indent, unit, on, condition))]


def _rewritten(
    document: Document, items: yaml.SequenceNode, indent: str, unit: str, new: str
) -> str:
    """Each `- name` as `name:` with the condition that the short form stands for, and the new one below."""
    after = text.after_line(document.body, items.value[-1].end_mark.index - 1, new)
    for item in reversed(items.value):
        if not isinstance(item, yaml.ScalarNode):
            raise Untrusted("depends_on holds more than names")
        start, end = document.line_start(item.start_mark.index), item.end_mark.index
        after = text.after_line(after, end - 1, f"{indent}{unit}condition: {STARTED}")
        after = f"{after[:start]}{indent}{scalar(item.value)}:{after[end:]}"
    return after


def _unbracketed(
    document: Document,
    key: yaml.Node,
    items: yaml.SequenceNode,
    indent: str,
    unit: str,
    on: str,
    condition: str,
) -> str:
    """`[a, b]` as the long form on lines of its own; a comment behind the brackets stays behind the key."""
    body, end = document.body, items.end_mark.index
    if set("#*&!") & set(body[key.end_mark.index : end]) or any(
        not isinstance(one, yaml.ScalarNode) for one in items.value
    ):
        raise Untrusted("depends_on holds more than names")
    names = [(str(one.value), STARTED) for one in items.value]
    lines = "\n".join(_long(indent, unit, *one) for one in (*names, (on, condition)))
    line_end = body.find("\n", end)
    behind = body[end : line_end if line_end >= 0 else len(body)].rstrip()
    rest = body[line_end:] if line_end >= 0 else ""
    return f"{body[: key.end_mark.index]}:{behind}\n{lines}{rest}"


def _long(indent: str, unit: str, on: str, condition: str) -> str:
    return f"{indent}{scalar(on)}:\n{indent}{unit}condition: {condition}"


def _indent(document: Document, item: yaml.Node) -> str:
    start = document.line_start(item.start_mark.index)
    indent = document.body[start : item.start_mark.index].partition("-")[0]
    if indent.strip():
        raise Untrusted("the list does not start on lines of its own")
    return indent
