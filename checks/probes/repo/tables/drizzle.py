"""Drizzle's schema: `.references(() => users.id)` makes no index in PostgreSQL and SQLite.

A table whose extra configuration is not written in place is left alone; an index that a step of migration in SQL makes
by hand counts too.
"""

import re
from collections.abc import Iterator
from typing import Any

from checks.core import Place
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.tables.model import Found, Schema
from checks.probes.repo.tables.sql import INDEX, plain

MAKERS = Words(b"pgTable", b"sqliteTable")
REFERS = Words(b".references(", b"foreignKey(")
MADE = re.compile(r"^(?:pgTable|sqliteTable)$")
COLUMN = re.compile(r"^\s*\w+(?:<[^()]{0,100}>)?\(\s*[\"'`](\w+)[\"'`]")
ON = re.compile(
    r"\.on\(\s*(?:sql`[^`]{0,10}`|\w+\.(\w+))|\bprimaryKey\(\s*\{[^{}]{0,100}?columns:\s*\[\s*\w+\.(\w+)|\bprimaryKey\(\s*\w+\.(\w+)"
)
FOREIGN = re.compile(r"\bforeignKey\(\s*\{[^{}]{0,100}?columns:\s*\[\s*\w+\.(\w+)")


def found(sight: Sight) -> Iterator[Found]:
    """The foreign keys without an index of every schema file."""
    if not any(value == "Drizzle" for _, _, value in sight.told):
        return
    by_hand = _by_hand(sight)
    for path in sight.tree.production(".ts", ".js", ".mts"):
        if sight.tree.holds(path, MAKERS) and sight.tree.holds(path, REFERS):
            schema = Schema()
            for call in _calls(sight.tree.text(path) or ""):
                _table(schema, path, call)
            yield from (one for one in schema.bare() if one[0] not in by_hand)


def _by_hand(sight: Sight) -> set[str]:
    """ "table.column" of every index that a step in SQL makes."""
    texts = (sight.tree.text(path) or "" for path in sight.tree.production(".sql"))
    return {
        f"{plain(one.group(2))}.{plain(one.group(3))}".lower()
        for text in texts
        for one in INDEX.finditer(text)
    }


def _calls(text: str) -> list[Any]:
    from ast_grep_py import SgRoot

    if "\0" in text:
        return []
    rule: Any = {"rule": {"kind": "call_expression"}}
    every = SgRoot(text, "typescript").root().find_all(rule)
    return [one for one in every if MADE.match(one.children()[0].text()[:40])]


def _table(schema: Schema, path: str, call: Any) -> None:
    arguments = [one for one in call.field("arguments").children() if one.is_named()]
    if len(arguments) < 2 or arguments[1].kind() != "object" or arguments[0].kind() != "string":
        return
    table = arguments[0].text().strip("\"'`")
    columns = {}
    for pair in arguments[1].children():
        if pair.kind() == "pair":
            columns[pair.field("key").text()] = _column(schema, path, table, pair)
        elif pair.kind() == "spread_element":
            continue
    if len(arguments) > 2:
        _extra(schema, path, table, columns, arguments[2])


def _column(schema: Schema, path: str, table: str, pair: Any) -> str:
    text = pair.field("value").text()
    told = COLUMN.match(text)
    name = told.group(1) if told else str(pair.field("key").text())
    if re.search(r"\.(?:primaryKey|unique)\(", text):
        schema.index(table, name)
    if ".references(" in text:
        schema.key(table, [name], Place(path=path, line=pair.range().start.line + 1))
    return name


def _extra(schema: Schema, path: str, table: str, columns: dict[str, str], node: Any) -> None:
    """Indexes and keys of several columns."""
    text = node.text()
    if node.kind() != "arrow_function":
        schema.doubt(table)
    for one in ON.finditer(text):
        key = next((each for each in one.groups() if each), "")
        schema.index(table, columns.get(key, key or "?"))
    for one in FOREIGN.finditer(text):
        line = node.range().start.line + text.count("\n", 0, one.start()) + 1
        schema.key(table, [columns.get(one.group(1), one.group(1))], Place(path=path, line=line))
