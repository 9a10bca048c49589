"""One variable of one compose service, set or replaced, in the mapping or the list form that the file uses.

https://docs.docker.com/reference/compose-file/services/#environment
"""

import copy
from collections.abc import Iterator
from typing import Any

import yaml

from scaffold import text
from scaffold.compose_file import (
    STR,
    Document,
    Untrusted,
    block,
    in_brackets,
    inherited,
    is_alias,
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

NULL = ("", "~", "null", "Null", "NULL")


def edit(
    tree: Tree,
    *,
    service: str,
    name: str,
    value: str | int | float | bool,
    file: str = "",
    instead_of: str | None = None,
) -> End:
    """Refused where the service inherits its environment, or the block is an alias or anchored.

    Refused too where the variable has another value: that is the owner's, unless it is `instead_of`.
    """
    wanted = str(value).lower() if isinstance(value, bool) else str(value)
    snippet = f"services:\n  {service}:\n    environment:\n      {name}: {scalar(wanted)}"

    def change(document: Document) -> tuple[Any, list[str]] | None:
        return _change(document, service, name, wanted, instead_of)

    return edited(tree, file, snippet, change, service=service)


def _change(
    document: Document, where: str, name: str, value: str, instead_of: str | None
) -> tuple[Any, list[str]] | None:
    key, body = service(document, where)
    meaning = copy.deepcopy(document.meaning)
    mine = meaning["services"][where]
    if inherited(body, "environment"):
        raise Untrusted(f"{where} inherits its environment by a merge key")
    there = own(body, "environment")
    if there is None or there[1].tag == "tag:yaml.org,2002:null":
        mine["environment"] = {name: word(value)}
        return meaning, list(_block(document, key, body, there, name, value))
    said = mine["environment"]
    if isinstance(said, dict):
        mapping = block(*there, f"environment of {where}", flow=True)
        if isinstance(said.get(name), tuple) and said[name][1] == value:
            return None
        if name in said:
            _may_go(where, name, said[name], instead_of)
        said[name] = word(value)
        return meaning, list(_in_mapping(document, there[0], mapping, name, value))
    items = [one[1] for one in said if isinstance(one, tuple)] if isinstance(said, list) else []
    if f"{name}={value}" in items:
        return None
    found = sequence(*there, f"environment of {where}", flow=True)
    number = next((n for n, one in enumerate(items) if one.split("=")[0] == name), len(items))
    if number < len(items) and "=" in items[number]:
        _may_go(where, name, word(items[number].partition("=")[2]), instead_of)
    said[number : number + 1] = [word(f"{name}={value}")]
    return meaning, list(_in_list(document, there[0], found, number, f"{name}={value}"))


def _may_go(where: str, name: str, there: Any, instead_of: str | None) -> None:
    """A null only hands the variable of the shell through; any other value is a decision of the owner."""
    if isinstance(there, tuple) and there[0] != STR and there[1] in NULL:
        return
    if instead_of is None or there != word(instead_of):
        raise Untrusted(f"{where} sets {name} to a value of its own, which stays")


def _block(
    document: Document,
    key: yaml.Node,
    body: yaml.MappingNode,
    there: tuple[yaml.Node, yaml.Node] | None,
    name: str,
    value: str,
) -> Iterator[str]:
    column, unit = body.value[0][0].start_mark.column, step(document)
    line = f"{' ' * column}{unit}{name}: {scalar(value)}"
    if there is not None:
        yield text.after_line(document.body, there[0].end_mark.index, line)
        return
    for index in last(document, key, body):
        yield text.after_line(document.body, index, f"{' ' * column}environment:\n{line}")


def _in_mapping(
    document: Document, key: yaml.Node, mapping: yaml.MappingNode, name: str, value: str
) -> Iterator[str]:
    there = own(mapping, name)
    if there is not None:
        yield _replaced(document, *there, quoted(value) if mapping.flow_style else scalar(value))
        return
    if mapping.flow_style:
        yield in_brackets(document, mapping, [f"{name}: {quoted(value)}"])
        return
    column = mapping.value[0][0].start_mark.column
    for index in last(document, key, mapping):
        yield text.after_line(document.body, index, f"{' ' * column}{name}: {scalar(value)}")


def _in_list(
    document: Document, key: yaml.Node, found: yaml.SequenceNode, number: int, item: str
) -> Iterator[str]:
    if number < len(found.value):
        new = quoted(item) if found.flow_style else scalar(item)
        yield _replaced(document, key, found.value[number], new)
        return
    if found.flow_style:
        yield in_brackets(document, found, [quoted(item)])
        return
    start = document.line_start(found.value[-1].start_mark.index)
    indent = document.body[start:].split("-")[0]
    if indent.strip():
        raise Untrusted("the list does not start on lines of its own")
    for index in last(document, key, found):
        yield text.after_line(document.body, index, f"{indent}- {scalar(item)}")


def _replaced(document: Document, key: yaml.Node, node: yaml.Node, new: str) -> str:
    if is_alias(key, node) or not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">"):
        raise Untrusted("the value that is there is not a plain word of its own")
    start, end = node.start_mark.index, node.end_mark.index
    if document.body[start : start + 1] in ("&", "!"):
        raise Untrusted("the value that is there is an anchor (&) or carries a tag (!)")
    space = " " if start == end else ""
    return f"{document.body[:start]}{space}{new}{document.body[end:]}"
