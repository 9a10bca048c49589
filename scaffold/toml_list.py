"""One more item in a list of a TOML file: the text around it keeps its bytes, the whole is parsed again."""

import json
import re
import tomllib
from typing import Any

from packaging.requirements import Requirement

from scaffold import text


def with_item(body: str, keys: tuple[str, str], item: str) -> str:
    """`item` at the end of the list `[table] key`. ValueError where no place changes nothing else."""
    table, key = keys
    header = _header(body, table)
    wanted = tomllib.loads(body)
    there = wanted[table].setdefault(key, [])
    if not isinstance(there, list):
        raise ValueError(f"{table}.{key} is not a list")
    there.append(item)
    said = rf"""^[ \t]*(?:{re.escape(key)}|"{re.escape(key)}"|'{re.escape(key)}')[ \t]*=[ \t]*\["""
    start = re.compile(said, re.M).search(body, header.end())
    if start is None:
        attempts = [
            text.after_line(body, _last_line(body, header.end()), f"{key} = [{_quoted(item)}]")
        ]
    else:
        close = _close(body, start.end())
        attempts = [_inside(body, start.end(), close, _quoted(item))]
    return _first(attempts, wanted)


def poetry_line(body: str, wanted: Requirement, table: str = "tool.poetry.dependencies") -> str:
    """One line in Poetry's table. ValueError where the table is not written as one."""
    header = _header(body, table)
    bounds = sorted(str(wanted.specifier).split(","), key=lambda one: one.startswith("<"))
    version = ",".join(bounds) or "*"
    value: Any = version
    shown = _quoted(version)
    if wanted.extras:
        value = {"version": version, "extras": sorted(wanted.extras)}
        shown = f"{{version = {shown}, extras = {json.dumps(sorted(wanted.extras))}}}"
    meaning = tomllib.loads(body)
    here = meaning
    for one in table.split("."):
        here = here[one]
    here[wanted.name] = value
    line = f"{wanted.name} = {shown}"
    return _first([text.after_line(body, _last_line(body, header.end()), line)], meaning)


def _header(body: str, table: str) -> re.Match[str]:
    """The line `[table]`; its parts may be quoted."""
    parts = (rf"""(?:{one}|"{one}"|'{one}')""" for one in map(re.escape, table.split(".")))
    dotted = r"[ \t]*\.[ \t]*".join(parts)
    header = re.search(rf"^[ \t]*\[[ \t]*{dotted}[ \t]*\][^\n]*$", body, re.M)
    if header is None:
        raise ValueError(f"it has no plain [{table}] table")
    return header


def _first(attempts: list[str], wanted: dict[str, Any]) -> str:
    for attempt in attempts:
        try:
            if tomllib.loads(attempt) == wanted:
                return attempt
        except tomllib.TOMLDecodeError:
            continue
    raise ValueError("no place was found that changes nothing else")


def _quoted(item: str) -> str:
    return json.dumps(item, ensure_ascii=False)


def _last_line(body: str, start: int) -> int:
    """The end of the last line of a table that says something, before the next table's header."""
    following = re.compile(r"^[ \t]*\[", re.M).search(body, start)
    end = following.start() if following else len(body)
    said = [
        one for one in re.finditer(r"^[ \t]*[^\s#][^\n]*", body[:end], re.M) if one.start() > start
    ]
    return said[-1].end() - 1 if said else start


def _close(body: str, start: int) -> int:
    """The index of the bracket that closes the list; strings and comments are stepped over."""
    depth = 0
    token = re.compile(
        r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|\[|\]',
        re.S,
    )
    for found in token.finditer(body, start):
        if found[0] == "[":
            depth += 1
        elif found[0] == "]":
            if depth == 0:
                return found.start()
            depth -= 1
    raise ValueError("the list does not end")


def _inside(body: str, start: int, close: int, item: str) -> str:
    """Before the closing bracket, on a line of its own where the list has one item a line."""
    tokens = list(re.finditer(r'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|,', body[start:close]))
    said = [one for one in tokens if not one[0].startswith("#")]
    end = start + (said[-1].end() if said else 0)
    comma = "" if not said or said[-1][0] == "," else ","
    if "\n" not in body[start:close]:
        space = " " if said else ""
        return f"{body[:end]}{comma}{space}{item}{body[end:]}"
    line = body.rfind("\n", 0, start + said[-1].start()) + 1 if said else start
    said_there = body[line:]
    indent = (
        said_there[: len(said_there) - len(said_there.lstrip(" \t"))] if line > start else "    "
    )
    with_comma = f"{body[:end]}{comma}{body[end:]}"
    return text.after_line(with_comma, end + len(comma) - bool(said), f"{indent}{item},")
