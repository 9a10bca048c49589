"""Migrations of Ecto, replayed: `add :user_id, references(:users)` makes no index."""

import re
from collections.abc import Iterator

from checks.core import Place
from checks.probes.repo.sight import Sight
from checks.probes.repo.tables.model import Found, Schema
from checks.probes.repo.tables.sql import INDEX, plain

STEP = re.compile(r"(^|/)priv/(.+/)?migrations/\d+_\w+\.exs$")
SELF_INDEXING = {"MySQL", "MariaDB"}
NAME = r"[:\"](\w+)\"?"
DOWN = re.compile(r"^  def down\b.*?(?=^  def|\Z)", re.M | re.S)
MARK = re.compile(
    rf"\b(?:create|create_if_not_exists|alter)[ \t(]{{1,5}}table\(\s*{NAME}(?P<table>)"
    rf"|\b(?:add|add_if_not_exists|modify)[ \t]{{0,5}}\(?\s{{0,200}}:(\w+),\s{{0,200}}references\(([^()]{{0,400}})\)"
    rf"((?:,\s{{0,200}}\w+:\s{{0,20}}[^,\n()]{{1,100}})*)(?P<key>)"
    rf"|\b(create|create_if_not_exists|drop|drop_if_exists)[ \t(]{{1,5}}(unique_)?index\(\s*{NAME},\s*"
    r"(\[[^\]]{0,300}\]|~w[(\[][^)\]]{0,300}|:\w+|[^()]{0,50})(?:,\s*name:\s*[:\"](\w+))?(?P<index>)"
    rf"|\bdrop(?:_if_exists)?[ \t(]{{1,5}}table\(\s*{NAME}(?P<drop>)"
    rf"|\brename[ \t(]{{1,5}}table\(\s*{NAME}\),\s*to:\s*table\(\s*{NAME}(?P<rename>)"
    rf"|\brename[ \t(]{{1,5}}table\(\s*{NAME}\),\s*:(\w+),\s*to:\s*:(\w+)(?P<column>)"
    rf"|\bdrop(?:_if_exists)?[ \t(]{{1,5}}constraint\(\s*{NAME},\s*{NAME}(?P<constraint>)"
    rf"|\bremove(?:_if_exists)?[ \t(]{{1,5}}:(\w+)(?P<remove>)"
)
COLUMN = re.compile(r"^(?:\[\s*|~w[(\[]\s*)?[:\"]?(\w+)")


def found(sight: Sight) -> Iterator[Found]:
    """The foreign keys without an index of each component; a dump of the structure says more than the steps."""
    told = {value for _, facet, value in sight.told if facet == "database"}
    if "Ecto" not in {value for _, _, value in sight.told} or told <= SELF_INDEXING:
        return
    schemas: dict[str, Schema] = {}
    for path in filter(STEP.search, sight.tree.production(".exs")):
        folder = path.rpartition("/")[0]
        replay(schemas.setdefault(folder, Schema()), path, sight.tree.text(path) or "")
    for folder, schema in schemas.items():
        if f"{folder.rpartition('/')[0]}/structure.sql" not in sight.tree.sizes:
            yield from schema.bare()


def replay(schema: Schema, path: str, text: str) -> None:
    """Apply one step of migration, without the way back."""
    text = DOWN.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    text = re.sub(r"^[ \t]*#[^\n]*", "", text, flags=re.M)
    table = ""
    for one in MARK.finditer(text):
        told = [each for each in one.groups() if each]
        what = one.lastgroup
        if what == "table":
            table = told[0]
        elif what == "key":
            _key(schema, table, told, Place(path=path, line=text.count("\n", 0, one.start()) + 1))
        elif what == "index":
            _index(schema, one)
        elif what == "drop":
            schema.drop(told[0])
        elif what == "rename":
            schema.rename(told[0], told[1])
        elif what == "column":
            schema.rename_column(*told[:3])
        elif what == "constraint":
            schema.drop_constraint(told[0], told[1])
        elif what == "remove" and table:
            schema.drop_column(table, told[0])
    for one in INDEX.finditer(text):
        name, of, first = map(plain, one.groups(""))
        schema.index(of, first, name)


def _key(schema: Schema, table: str, told: list[str], place: Place) -> None:
    column = told[0]
    if not table:
        return
    if "primary_key: true" in " ".join(told[1:]):
        schema.index(table, column, f"{table}_pkey")
    schema.key(table, [column], place)


def _index(schema: Schema, one: re.Match[str]) -> None:
    start = next(at for at, each in enumerate(one.groups()) if each)
    verb, _, table, columns, name = one.groups()[start : start + 5]
    first = COLUMN.match(columns)
    literal = columns.lstrip("[ \n").startswith((":", '"', "~w"))
    if not literal or first is None:
        schema.doubt(table)
        return
    several = re.findall(r"\w+", columns.removeprefix("~w").partition("]")[0])
    default = f"{table}_{'_'.join(several)}_index"
    if verb.startswith("create"):
        schema.index(table, first.group(1), name or default)
    else:
        schema.drop_index(name or default)
