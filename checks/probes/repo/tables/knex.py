"""Knex's migrations, replayed: `table.integer('user_id').references('id').inTable('users')` makes no index
(https://knexjs.org/guide/schema-builder.html#foreign)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from checks.core import Place
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.tables.model import Found, Schema
from checks.probes.repo.tables.sql import INDEX, plain
from checks.probes.repo.tables.steps import TEXTS, line_of, listed, replayed

SAID = Words(b".createTable(", b".createTableIfNotExists(", b".alterTable(", b".table(", b"Table(")
OPEN = re.compile(
    r"\.(createTable|createTableIfNotExists|alterTable|table|dropTable|dropTableIfExists|renameTable)\(\s*"
    r"[\"'`](\w+)[\"'`]\s*(?:,\s*(?:[\"'`](\w+)[\"'`]|(?:async\s+)?(?:function\s*)?\(?\s*(\w+)))?"
)
INDEXES = {"index": "index", "unique": "unique", "primary": "pkey"}
DROPS = {
    "dropIndex": "index",
    "dropUnique": "unique",
    "dropPrimary": "pkey",
    "dropForeign": "foreign",
}


def found(sight: Sight) -> Iterator[Found]:
    """The foreign keys without an index of every folder of steps."""
    return replayed(sight, "Knex", SAID, replay)


def replay(schema: Schema, path: str, text: str) -> None:
    """Apply one step."""
    opened = [*OPEN.finditer(text)]
    for one, after in zip(opened, [*opened[1:], None][: len(opened)], strict=True):
        what, table, other, name = one.groups()
        if what.startswith("drop"):
            schema.drop(table)
        elif what == "renameTable" and other:
            schema.rename(table, other)
        elif name:
            end = after.start() if after else len(text)
            for start, stop in _statements(text, name, one.end(), end):
                place = Place(path=path, line=line_of(text, start))
                _statement(schema, table, text[start:stop], place)
    for made in INDEX.finditer(text):
        name, of, first = map(plain, made.groups(""))
        schema.index(of, first, name)


def _statements(text: str, name: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """From one call on the builder to the next."""
    calls = re.compile(rf"\b{name}\s*\.\s*\w+\(").finditer(text, start, end)
    yield from pairwise([*(one.start() for one in calls), end])


def _statement(schema: Schema, table: str, text: str, place: Place) -> None:
    opened = re.match(r"\w+\s*\.\s*(\w+)\(", text)
    word, rest = (opened.group(1), text[opened.end() :]) if opened else ("", "")
    columns = listed(rest)
    named = f"{table}_{'_'.join(columns)}"
    if word in INDEXES and columns:
        given = TEXTS.findall(rest.partition(")")[0])[len(columns) :]
        schema.index(table, columns[0], given[0] if given else f"{named}_{INDEXES[word]}")
    elif word in INDEXES:
        schema.doubt(table)
    elif word in DROPS:
        given = TEXTS.findall(rest.partition(")")[0])[len(columns) :]
        schema.drop_constraint(table, given[0] if given else f"{named}_{DROPS[word]}")
    elif word in {"dropColumn", "dropColumns"}:
        for one in TEXTS.findall(rest.partition(")")[0]):
            schema.drop_column(table, one)
    elif word == "renameColumn" and len(names := TEXTS.findall(rest)) > 1:
        schema.rename_column(table, names[0], names[1])
    elif columns:
        _column(schema, table, word, columns, rest, place)


def _column(
    schema: Schema, table: str, word: str, columns: list[str], chain: str, place: Place
) -> None:
    if word in {"increments", "bigIncrements"}:
        schema.index(table, columns[0], f"{table}_pkey")
    for one in re.finditer(r"\.\s*(index|unique|primary)\(", chain):
        schema.index(table, columns[0], f"{table}_{columns[0]}_{INDEXES[one.group(1)]}")
    if re.search(r"\.\s*references\(", chain):
        schema.key(table, columns, place, f"{table}_{'_'.join(columns)}_foreign")
