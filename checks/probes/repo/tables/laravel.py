"""Migrations of Laravel, replayed: `foreignId('user_id')->constrained()` makes an index in MySQL alone.

Which engine production uses is a setting; these count where an engine other than MySQL and MariaDB is among them.
"""

import re
from collections.abc import Iterator

from checks.core import Place
from checks.probes.repo.facets import databases
from checks.probes.repo.sight import Sight
from checks.probes.repo.tables.model import Found, Schema
from checks.probes.repo.tables.sql import INDEX, plain

STEP = re.compile(r"(^|/)database/migrations/(.+/)?\d[\w-]+\.php$")
OPEN = re.compile(
    r"Schema::(?:connection\([^()]{0,60}\)->)?(create|table|drop|dropIfExists|rename)\(\s*"
    r"(?:[\"'](\w+)[\"'](?:\s*,\s*[\"'](\w+)[\"'])?|([^,;]{1,100}))"
)
BACK = re.compile(r"function\s+down\s*\(.*?(?=\bfunction\s+\w+\s*\(|\Z)", re.S)
STATEMENT = re.compile(r"\$\w+\s*->\s*(\w+)\(([^;]{0,600});")
TEXTS = re.compile(r"[\"'](\w+)[\"']")
MAKES_KEY = {"foreignId", "foreignUuid", "foreignUlid"}
INDEXES = {"index": "index", "unique": "unique", "primary": "primary", "fullText": "fulltext"}
DROPS = {
    "dropIndex": "index",
    "dropUnique": "unique",
    "dropPrimary": "primary",
    "dropForeign": "foreign",
}


def found(sight: Sight) -> Iterator[Found]:
    """The foreign keys without an index, where the engine would not make one."""
    if not any(value == "Laravel" for _, _, value in sight.told):
        return
    schemas: dict[str, Schema] = {}
    for path in filter(STEP.search, sight.tree.production(".php")):
        schema = schemas.setdefault(sight.folder_of(path), Schema())
        replay(schema, path, sight.tree.text(path) or "")
    bare = [one for schema in schemas.values() for one in schema.bare()]
    if bare and {"PostgreSQL", "SQLite", "SQL Server"} & {
        str(fact.value) for _, fact in databases.facts(sight) if fact.name == "database"
    }:
        yield from bare


def replay(schema: Schema, path: str, text: str) -> None:
    """Apply one step of migration, without the way back."""
    text = BACK.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    text = re.sub(r"^[ \t]*(?://|\*|#)[^\n]*", "", text, flags=re.M)
    opened = [*OPEN.finditer(text)]
    for one, after in zip(opened, [*opened[1:], None][: len(opened)], strict=True):
        what, table, other, _ = one.groups()
        end = after.start() if after else len(text)
        if not table:
            continue
        if what.startswith("drop"):
            schema.drop(table)
        elif what == "rename" and other:
            schema.rename(table, other)
        else:
            for each in STATEMENT.finditer(text, one.end(), end):
                place = Place(path=path, line=text.count("\n", 0, each.start()) + 1)
                _statement(schema, table, each.group(1), each.group(2), place)
    for one in INDEX.finditer(text):
        name, of, first = map(plain, one.groups(""))
        schema.index(of, first, name)


def _statement(schema: Schema, table: str, word: str, rest: str, place: Place) -> None:
    arguments, _, chain = rest.partition(")")
    names = TEXTS.findall(arguments)
    column = names[0] if names else ""
    if word in INDEXES:
        _index(schema, table, word, arguments, names)
    elif word in DROPS and column:
        name = f"{table}_{'_'.join(names)}_{DROPS[word]}" if "[" in arguments else column
        schema.drop_constraint(table, name)
    elif word == "dropColumn":
        for one in names:
            schema.drop_column(table, one)
    elif word == "dropConstrainedForeignId" and column:
        schema.drop_column(table, column)
    elif word == "renameColumn" and len(names) > 1:
        schema.rename_column(table, names[0], names[1])
    elif word == "foreign" and column:
        columns = names if "[" in arguments else names[:1]
        schema.key(table, columns, place, f"{table}_{'_'.join(columns)}_foreign")
    elif column:
        _column(schema, table, word, column, chain, place)


def _index(schema: Schema, table: str, word: str, arguments: str, names: list[str]) -> None:
    if not names:
        schema.doubt(table)
        return
    several = "[" in arguments
    columns = TEXTS.findall(arguments.partition("]")[0]) if several else names[:1]
    given = names[len(columns) :]
    if columns:
        default = f"{table}_{'_'.join(columns)}_{INDEXES[word]}"
        schema.index(table, columns[0], given[0] if given else default)


def _column(schema: Schema, table: str, word: str, column: str, chain: str, place: Place) -> None:
    for one in re.finditer(r"->\s*(index|unique|primary)\(", chain):
        schema.index(table, column, f"{table}_{column}_{one.group(1)}")
    if word in {"id", "increments", "bigIncrements"}:
        schema.index(table, column, f"{table}_{column}_primary")
    if word in MAKES_KEY and re.search(r"->\s*(?:constrained|references)\(", chain):
        schema.key(table, [column], place, f"{table}_{column}_foreign")
