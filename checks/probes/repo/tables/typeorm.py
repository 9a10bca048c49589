"""Entities of TypeORM: `@ManyToOne` makes a foreign key and, but for MySQL, no index.

A one-to-one key is unique. Names of tables and columns follow a strategy that the code may replace, so they are
compared without case and underscores, and an index that a step of migration makes counts by either.
"""

import re
from collections.abc import Iterator
from typing import Any

from checks.core import Place
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.tables.model import Found
from checks.probes.repo.tables.sql import INDEX, plain

ENTITIES = Words(b"@ManyToOne(")
SELF_INDEXING = {"MySQL", "MariaDB"}
STEPS = Words(b"CREATE INDEX", b"CREATE UNIQUE INDEX", b"new TableIndex")
BY_CODE = re.compile(
    r"createIndex\(\s*[\"'](\w+)[\"'],\s*new TableIndex\(\{[^{}]{0,200}?columnNames:\s*\[\s*[\"'](\w+)"
)
FIRST = re.compile(
    r"@(?:Index|Unique)\([^\[\]()]{0,100}\[\s*[\"'](\w+)[\"']|@(?:Index|Unique)\([^=()]{0,60}\(?\w*\)?\s*=>\s*\[\s*\w+\.(\w+)"
)
JOIN = re.compile(r"@JoinColumn\(\s*\[?\s*\{[^{}]{0,200}?\bname:\s*[\"'](\w+)[\"']")


def found(sight: Sight) -> Iterator[Found]:
    """The relations without an index of every entity."""
    told = {value for _, facet, value in sight.told if facet == "database"}
    if not any(value == "TypeORM" for _, _, value in sight.told) or told <= SELF_INDEXING:
        return
    paths = [one for one in sight.tree.production(".ts") if sight.tree.holds(one, ENTITIES)]
    made = _made(sight) if paths else set()
    for path in paths:
        for node in _classes(sight.tree.text(path) or ""):
            yield from _of_class(path, node, made)


def _same(name: str) -> str:
    return name.replace("_", "").lower()


def _made(sight: Sight) -> set[tuple[str, str]]:
    """The table and the first column of every index that a step of migration makes."""
    found = set()
    for path in sight.tree.production(".ts", ".js", ".sql"):
        if sight.tree.holds(path, STEPS):
            text = (sight.tree.text(path) or "").replace('\\"', '"')
            found |= {
                (_same(plain(one.group(2))), _same(plain(one.group(3))))
                for one in INDEX.finditer(text)
            }
            found |= {(_same(table), _same(first)) for table, first in BY_CODE.findall(text)}
    return found


def _classes(text: str) -> Iterator[Any]:
    """Classes under `@Entity`; the columns of another one are in the tables of those that extend it."""
    from ast_grep_py import SgRoot

    rule: Any = {"rule": {"kind": "class_declaration"}}
    for node in SgRoot(text, "typescript").root().find_all(rule) if "\0" not in text else ():
        if any(one.startswith("@Entity(") for one in _marks(node)):
            yield node


def _marks(node: Any) -> list[str]:
    """The decorators of a class or a member, which stand in it or before it."""
    own = [one.text() for one in node.children() if one.kind() == "decorator"]
    home = node.parent()
    if home is not None and home.kind() == "export_statement":
        own += [one.text() for one in home.children() if one.kind() == "decorator"]
    return own


def _of_class(path: str, node: Any, made: set[tuple[str, str]]) -> Iterator[Found]:
    marks = _marks(node)
    entity = next(one for one in marks if one.startswith("@Entity("))
    named = re.match(r"@Entity\(\s*(?:\{[^{}]{0,100}?name:\s*)?[\"'](\w+)[\"']", entity)
    name = node.field("name").text()
    table = named.group(1) if named else name
    leading = {
        _same(first) for one in marks for each in FIRST.findall(one) for first in each if first
    }
    members = [
        one for one in node.field("body").children() if one.kind() == "public_field_definition"
    ]
    keys = []
    for one in members:
        own = _marks(one)
        member = one.field("name").text()
        if any(re.match(r"@(?:Index|Unique|Primary\w*Column)\(", each) for each in own) or any(
            re.search(r"\b(?:unique|primary):\s*true", each) for each in own if "Column(" in each
        ):
            column = next(
                (
                    c
                    for each in own
                    for c in re.findall(r"Column\(\s*(?:\{[^{}]{0,200}?name:\s*)?[\"'](\w+)", each)
                ),
                "",
            )
            leading |= {_same(member), _same(column)}
        if relation := next((each for each in own if each.startswith("@ManyToOne(")), None):
            join = next(
                (found.group(1) for each in own if (found := JOIN.match(each))), f"{member}Id"
            )
            if "createForeignKeyConstraints: false" not in relation:
                keys.append((member, join, one.range().start.line + 1))
    for member, join, line in keys:
        if leading & {_same(member), _same(join), _same(f"{member}Id")}:
            continue
        if not made & {
            (_same(each), _same(join)) for each in (table, name, f"{table}s", f"{name}s")
        }:
            yield f"{table}.{join}", Place(path=path, line=line)
