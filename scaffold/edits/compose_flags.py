"""Settings on the command line of a compose service: `command: postgres -c name=value`.

https://www.postgresql.org/docs/current/app-postgres.html (-c), and the postgres image's page: a first word that is
the server's name is started with these flags.
"""

import copy
import json
import re
import shlex
from collections.abc import Mapping
from typing import Any

import yaml

from scaffold import text
from scaffold.compose_file import (
    STR,
    Document,
    Untrusted,
    in_brackets,
    inherited,
    is_alias,
    last,
    own,
    scalar,
    service,
    word,
)
from scaffold.compose_project import edited
from scaffold.edits.core import End
from scaffold.tree import Tree

JOINED = ("shared_preload_libraries",)
"""Settings that hold a list: a value is added to what is there."""


def edit(
    tree: Tree,
    *,
    service: str,
    flags: Mapping[str, str | int | float | bool],
    program: str = "postgres",
    file: str = "",
) -> End:
    """Refused for a shell's `sh -c` line, a block scalar, or a command that an alias or merge key brings.

    A setting that the command gives a value already keeps it: that is the owner's.
    """
    wanted = {name: _text(value) for name, value in flags.items()}
    words = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in wanted.items())
    snippet = f"services:\n  {service}:\n    command: {program} {words}"

    def change(document: Document) -> tuple[Any, list[str]] | None:
        return _change(document, service, wanted, program)

    return edited(tree, file, snippet, change, service=service)


def _text(value: str | int | float | bool) -> str:
    return ("on" if value else "off") if isinstance(value, bool) else str(value)


def _change(
    document: Document, where: str, flags: Mapping[str, str], program: str
) -> tuple[Any, list[str]] | None:
    key, body = service(document, where)
    meaning = copy.deepcopy(document.meaning)
    mine = meaning["services"][where]
    if inherited(body, "command"):
        raise Untrusted(f"{where} inherits its command by a merge key")
    there = own(body, "command")
    if there is None:
        words = _with([program], flags)
        mine["command"] = word(shlex.join(words))
        column = " " * body.value[0][0].start_mark.column
        line = f"{column}command: {scalar(shlex.join(words))}"
        return meaning, [
            text.after_line(document.body, at, line) for at in last(document, key, body)
        ]
    node = there[1]
    if is_alias(*there):
        raise Untrusted(f"the command of {where} is an alias")
    if isinstance(node, yaml.ScalarNode):
        return _in_text(document, meaning, mine, node, flags, program)
    return _in_list(document, meaning, mine, there, flags, program)


def _in_text(
    document: Document,
    meaning: Any,
    mine: Any,
    node: yaml.ScalarNode,
    flags: Mapping[str, str],
    program: str,
) -> tuple[Any, list[str]] | None:
    if (
        node.tag != STR
        or node.style in ("|", ">")
        or "\n" in document.body[node.start_mark.index : node.end_mark.index]
    ):
        raise Untrusted("the command is not on one line")
    try:
        words = shlex.split(node.value)
    except ValueError:
        raise Untrusted("the command's quotes do not match") from None
    if re.search(r"\$(?!\$)|[;&|<>`]", node.value):
        raise Untrusted("the command holds a variable or a shell's signs")
    new = _with(_started(words, program), flags)
    if new == words:
        return None
    start, end = node.start_mark.index, node.end_mark.index
    written = document.body[start:end]
    if written[:1] in ("&", "!"):
        raise Untrusted("the command is an anchor (&) or carries a tag (!)")
    if new[: len(words)] == words:
        more = f" {shlex.join(new[len(words) :])}"
        mine["command"] = word(f"{node.value}{more}")
        quote = node.style or ""
        inside = written.removesuffix(quote) if quote else written
        attempts = [f"{inside}{more}{quote}", scalar(f"{node.value}{more}")]
    else:
        mine["command"] = word(shlex.join(new))
        attempts = [scalar(shlex.join(new))]
    return meaning, [f"{document.body[:start]}{one}{document.body[end:]}" for one in attempts]


def _in_list(
    document: Document,
    meaning: Any,
    mine: Any,
    there: tuple[yaml.Node, yaml.Node],
    flags: Mapping[str, str],
    program: str,
) -> tuple[Any, list[str]] | None:
    key, node = there
    if (
        not isinstance(node, yaml.SequenceNode)
        or not all(isinstance(one, yaml.ScalarNode) for one in node.value)
        or node.tag.startswith("!")
    ):
        raise Untrusted("the command is not a list of words")
    words = [str(one.value) for one in node.value]
    new = _with(_started(words, program), flags)
    if new == words:
        return None
    body, shift = document.body, len(new) - len(words)
    mine["command"] = [
        old if index < len(words) and words[index] == new[index] else word(new[index])
        for index, old in enumerate([*mine["command"], *[None] * shift])
    ]
    after = _appended(document, key, node, new[len(words) :]) if shift else [body]
    changed = [n for n, one in enumerate(words) if one != new[n]]
    for number in reversed(changed):
        item = node.value[number]
        start, end = item.start_mark.index, item.end_mark.index
        if body[start : start + 1] in ("&", "!", "*") or (
            number and is_alias(node.value[number - 1], item)
        ):
            raise Untrusted("the command holds an alias or an anchor")
        said = json.dumps(new[number]) if node.flow_style else scalar(new[number])
        after = [f"{one[:start]}{said}{one[end:]}" for one in after]
    return meaning, after


def _appended(
    document: Document, key: yaml.Node, node: yaml.SequenceNode, words: list[str]
) -> list[str]:
    body = document.body
    if node.flow_style:
        return [in_brackets(document, node, [json.dumps(one, ensure_ascii=False) for one in words])]
    start = document.line_start(node.value[-1].start_mark.index)
    indent = body[start:].split("-")[0]
    if indent.strip():
        raise Untrusted("the command's list does not start on lines of its own")
    lines = "\n".join(f"{indent}- {scalar(one)}" for one in words)
    return [text.after_line(body, at, lines) for at in last(document, key, node)]


def _started(words: list[str], program: str) -> list[str]:
    """The words with the program before them; the postgres image puts it there itself for flags alone."""
    if words and words[0].startswith("-"):
        return words
    if not words or words[0].rpartition("/")[2] != program:
        raise Untrusted(f"the command does not start {program}")
    return words


def _with(words: list[str], flags: Mapping[str, str]) -> list[str]:
    """The flags set at the end, those that hold a list in their place; a value that is there stays."""
    new = list(words)
    for name, value in flags.items():
        at = _place(new, name)
        if at is None:
            new += ["-c", f"{name}={value}"]
            continue
        if name not in JOINED:
            continue
        head, _, old = new[at].partition("=")
        said = [one.strip(" '\"") for one in old.split(",") if one.strip()]
        more = [one for one in value.split(",") if one not in said]
        if more:
            new[at] = f"{head}={','.join([*said, *more])}"
    return new


def _place(words: list[str], name: str) -> int | None:
    """The last word that sets it (the last one wins): after `-c`, or `-cname=`, `--name=`."""
    alike = name.replace("_", "-")
    found = None
    for number, one in enumerate(words):
        said = one.partition("=")[0]
        after_c = number > 0 and words[number - 1] in ("-c", "--set")
        if "=" in one and (
            (said == name and after_c) or said in (f"-c{name}", f"--{name}", f"--{alike}")
        ):
            found = number
    return found
