"""Kysely's migrations, replayed: `addColumn('user_id', 'uuid', (col) => col.references('users.id'))` makes no index
(https://kysely.dev/docs/migrations)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from checks.core import Place
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.tables.model import Found, Schema
from checks.probes.repo.tables.sql import INDEX, plain
from checks.probes.repo.tables.steps import TEXTS, line_of, listed, replayed

SAID = Words(b".createTable(", b".alterTable(", b".createIndex(", b".dropIndex(")
OPEN = re.compile(
    r"\.(createTable|alterTable|dropTable|createIndex|dropIndex)\(\s*[\"'`](?:\w+\.)?(\w+)[\"'`]"
)
PART = re.compile(
    r"\.(addColumn|modifyColumn|addForeignKeyConstraint|addUniqueConstraint|addPrimaryKeyConstraint|dropColumn"
    r"|dropConstraint|renameColumn|renameTo)\(\s*"
)
ON = re.compile(r"\.on\(\s*[\"'`](?:\w+\.)?(\w+)[\"'`]")
COLUMNS = re.compile(r"\.(?:column|columns|expression)\(\s*")


def found(sight: Sight) -> Iterator[Found]:
    """The foreign keys without an index of every folder of steps."""
    return replayed(sight, "Kysely", SAID, replay)


def replay(schema: Schema, path: str, text: str) -> None:
    """Apply one step."""
    opened = [*OPEN.finditer(text)]
    for one, after in zip(opened, [*opened[1:], None][: len(opened)], strict=True):
        what, name = one.groups()
        end = after.start() if after else len(text)
        if what == "dropTable":
            schema.drop(name)
        elif what == "dropIndex":
            schema.drop_index(name)
        elif what == "createIndex":
            _index(schema, name, text[one.end() : end])
        else:
            starts = (each.start() for each in PART.finditer(text, one.end(), end))
            for start, stop in pairwise([*starts, end]):
                place = Place(path=path, line=line_of(text, start))
                name = _part(schema, name, text[start:stop], place)
    for made in INDEX.finditer(text):
        index, of, first = map(plain, made.groups(""))
        schema.index(of, first, index)


def _index(schema: Schema, name: str, body: str) -> None:
    on, columns = ON.search(body), COLUMNS.search(body)
    first = listed(body[columns.end() :]) if columns else []
    if on and first:
        schema.index(on.group(1), first[0], name)


def _part(schema: Schema, table: str, text: str, place: Place) -> str:
    """Apply one call of the chain; returns the name that the table has after it."""
    opened = PART.match(text)
    word, rest = (opened.group(1), text[opened.end() :]) if opened else ("", "")
    names = TEXTS.findall(rest)
    if not names:
        return table
    if word in {"addColumn", "modifyColumn"}:
        if re.search(r"\.(?:primaryKey|unique)\(", rest):
            schema.index(table, names[0], f"{table}_{names[0]}_key")
        if ".references(" in rest:
            schema.key(table, [names[0]], place)
    elif word == "addForeignKeyConstraint":
        schema.key(table, listed(rest[rest.find("[") :]), place, names[0])
    elif word in {"addUniqueConstraint", "addPrimaryKeyConstraint"} and len(names) > 1:
        schema.index(table, names[1], names[0])
    elif word == "dropColumn":
        schema.drop_column(table, names[0])
    elif word == "dropConstraint":
        schema.drop_constraint(table, names[0])
    elif word == "renameColumn" and len(names) > 1:
        schema.rename_column(table, names[0], names[1])
    elif word == "renameTo":
        schema.rename(table, names[0])
        return str(names[0])
    return table
