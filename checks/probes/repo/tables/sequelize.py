"""Sequelize's migrations, replayed: `references: { model: "users" }` makes no index
(https://sequelize.org/docs/v6/other-topics/migrations/)."""

import re
from collections.abc import Iterator
from typing import Any

from checks.core import Place
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.tables.model import Found, Schema
from checks.probes.repo.tables.sql import INDEX, plain
from checks.probes.repo.tables.steps import TEXTS, listed, replayed

SAID = Words(b"queryInterface.")
CALLED = re.compile(
    r"^queryInterface\s*\.\s*(createTable|addColumn|changeColumn|addIndex|addConstraint|removeColumn|removeIndex"
    r"|removeConstraint|renameColumn|renameTable|dropTable)$"
)
LEADS = re.compile(r"\b(?:unique|primaryKey):\s*(?!false\b)\S")
REFERS = re.compile(r"\breferences:\s*[{\"'`]")
FIELDS = re.compile(r"\bfields:\s*(?=\[)")
NAME = re.compile(r"\b(?:name|indexName):\s*[\"'`](\w+)[\"'`]")
TYPE = re.compile(r"\btype:\s*[\"'`]([\w ]+)[\"'`]")


def found(sight: Sight) -> Iterator[Found]:
    """The foreign keys without an index of every folder of steps."""
    return replayed(sight, "Sequelize", SAID, replay)


def replay(schema: Schema, path: str, text: str) -> None:
    """Apply one step."""
    from ast_grep_py import SgRoot

    rule: Any = {"rule": {"kind": "call_expression"}}
    calls: list[Any] = SgRoot(text, "typescript").root().find_all(rule) if "\0" not in text else []
    for call in calls:
        word = CALLED.match(call.field("function").text()[:80])
        arguments = [one for one in call.field("arguments").children() if one.is_named()]
        if word and arguments and (table := _text(arguments[0])):
            place = Place(path=path, line=call.range().start.line + 1)
            _change(schema, word.group(1), table, arguments[1:], place)
    for made in INDEX.finditer(text):
        name, of, first = map(plain, made.groups(""))
        schema.index(of, first, name)


def _text(node: Any) -> str:
    """A name in quotes; empty for what is computed."""
    told = TEXTS.fullmatch(node.text().strip()) if node.kind() == "string" else None
    return told.group(1) if told else ""


def _change(schema: Schema, word: str, table: str, rest: list[Any], place: Place) -> None:
    first = _text(rest[0]) if rest else ""
    if word == "createTable" and rest and rest[0].kind() == "object":
        for pair in (one for one in rest[0].children() if one.kind() == "pair"):
            line = Place(path=place.path, line=pair.range().start.line + 1)
            column = pair.field("key").text().strip("\"'")
            _column(schema, table, column, pair.field("value").text(), line)
    elif word in {"addColumn", "changeColumn"} and first and len(rest) > 1:
        _column(schema, table, first, rest[1].text(), place)
    elif word == "dropTable":
        schema.drop(table)
    elif word == "renameTable" and first:
        schema.rename(table, first)
    elif word == "removeColumn" and first:
        schema.drop_column(table, first)
    elif word == "renameColumn" and len(rest) > 1 and first:
        schema.rename_column(table, first, _text(rest[1]))
    elif rest:
        _index(schema, word, table, " ".join(one.text() for one in rest), place)


def _column(schema: Schema, table: str, column: str, text: str, place: Place) -> None:
    if LEADS.search(text):
        schema.index(table, column, f"{table}_{column}_key")
    if REFERS.search(text):
        # a changed column keeps the name of its key
        schema.drop_constraint(table, f"{table}_{column}_fkey")
        schema.key(table, [column], place)


def _index(schema: Schema, word: str, table: str, text: str, place: Place) -> None:
    at = FIELDS.search(text)
    columns = listed(text[at.end() :] if at else text)
    named = NAME.search(text)
    if not columns:
        if word.startswith("add"):
            schema.doubt(table)
        return
    name = named.group(1) if named else f"{table}_{'_'.join(columns)}"
    kind = TYPE.search(text)
    if word == "addConstraint" and kind and kind.group(1).lower() == "foreign key":
        schema.key(table, columns, place, named.group(1) if named else "")
    elif word in {"addIndex", "addConstraint"}:
        schema.index(table, columns[0], name)
    else:  # the name of what goes, or its columns
        gone = name if text.lstrip().startswith("[") else columns[0]
        schema.drop_constraint(table, gone)
