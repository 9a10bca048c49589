"""Builds a blueprint's schema in the lab, entry by entry: what the lab lacks is left out, with its reason.

The dump is another's text. Its entries run as a role that owns the lab's database and nothing else; extensions
are made by name, and only those that bring types and operators.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.lab.blueprint import Blueprint
from checks.lab.server import Server

if TYPE_CHECKING:
    import psycopg

OWNER = "lab"
ADMIN = "postgres"

EXTENSIONS = frozenset(
    ("bloom", "btree_gin", "btree_gist", "citext", "cube", "earthdistance", "fuzzystrmatch", "hstore",
     "intarray", "isn", "ltree", "pg_trgm", "pgcrypto", "seg", "unaccent", "uuid-ossp")
)  # fmt: skip
"""Types, operators and functions that a schema may rest on; none reaches out of the database."""

PLANNED = frozenset(
    ("SCHEMA", "TYPE", "SHELL TYPE", "DOMAIN", "FUNCTION", "AGGREGATE", "OPERATOR", "OPERATOR CLASS",
     "OPERATOR FAMILY", "CAST", "COLLATION", "SEQUENCE", "TABLE", "TABLE ATTACH", "VIEW", "MATERIALIZED VIEW",
     "CONSTRAINT", "CHECK CONSTRAINT", "FK CONSTRAINT", "INDEX", "INDEX ATTACH", "STATISTICS")
)  # fmt: skip
"""Kinds of entries that a plan can depend on."""

_HEAD = re.compile(
    r"^--\n-- (?:Statistics for )?Name: (?P<name>.*); Type: (?P<kind>[A-Z ]+); Schema: (?P<schema>.*); Owner: .*\n--$",
    re.MULTILINE,
)
_EXTENSION = re.compile(
    r'CREATE EXTENSION IF NOT EXISTS "?(?P<name>[\w-]+)"? WITH SCHEMA "?(?P<schema>\w+)"?;'
)
_COLLATE = re.compile(r' COLLATE (?:"(?:[^"]|"")+"\.)?"(?:[^"]|"")+"')

_OPTIONS = re.compile(r"^ALTER TABLE ONLY .* ALTER COLUMN .* SET \(.*\);$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One object of a dump."""

    name: str
    kind: str
    text: str
    schema: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An object that the lab could not build, and why."""

    kind: str
    name: str
    reason: str


def entries(dump: str) -> Iterator[Entry]:
    """The objects of pg_dump's plain text, in its order; psql's own commands are dropped."""
    heads = list(_HEAD.finditer(dump))
    ends = [one.start() for one in heads[1:]] + [len(dump)]
    for head, end in zip(heads, ends, strict=True):
        lines = dump[head.end() : end].splitlines()
        text = "\n".join(one for one in lines if not one.startswith(("\\restrict", "\\unrestrict")))
        yield Entry(name=head["name"], kind=head["kind"], text=text.strip(), schema=head["schema"])


def load(server: Server, blueprint: Blueprint) -> tuple[LeftOut, ...]:
    """Make the database `lab` from the blueprint; statistics come last, since building an index resets them."""
    from psycopg import sql

    _make_database(server, blueprint)
    left_out: list[LeftOut] = []
    found = list(entries(blueprint.dump))
    with server.connect(OWNER, ADMIN) as admin:
        for one in found:
            if one.kind == "EXTENSION":
                left_out += _extension(admin, one)
        admin.execute("create extension if not exists pg_trgm with schema public")
        admin.execute(
            "create schema rung_lab; create extension pg_buffercache with schema rung_lab"
        )
    with server.connect(OWNER, OWNER) as owner:
        owner.execute("set check_function_bodies = off; set row_security = off")
        owner.execute("select set_config('search_path', '', false)")
        for schema in sorted({one.schema for one in found} - {"-", ""}):
            # A dump of chosen tables does not make their schemas.
            owner.execute(sql.SQL("create schema if not exists {}").format(sql.Identifier(schema)))
        for one in found:
            if one.kind in PLANNED:
                left_out += _build(owner, one)
        for one in found:
            if one.kind == "STATISTICS DATA":
                left_out += _build(owner, one)
    return tuple(left_out)


def _make_database(server: Server, blueprint: Blueprint) -> None:
    with server.connect("postgres", ADMIN) as admin:
        collation = "C" if blueprint.collates_as_c else "C.UTF-8"
        admin.execute(f"create role {OWNER} login")
        admin.execute(
            f"create database {OWNER} owner {OWNER} template template0"
            f" lc_collate '{collation}' lc_ctype 'C.UTF-8'"
        )


def _extension(admin: "psycopg.Connection[tuple[object, ...]]", entry: Entry) -> list[LeftOut]:
    import psycopg
    from psycopg import sql

    found = _EXTENSION.search(entry.text)
    name = found["name"] if found else entry.name
    if found is None or name not in EXTENSIONS:
        known = name in ("plpgsql", "pg_stat_statements")
        return [] if known else [_left_out(entry, "the lab does not have this extension")]
    schema = sql.Identifier(found["schema"])
    try:
        admin.execute(sql.SQL("create schema if not exists {}").format(schema))
        admin.execute(sql.SQL("grant all on schema {} to {}").format(schema, sql.Identifier(OWNER)))
        admin.execute(
            sql.SQL("create extension {} with schema {}").format(sql.Identifier(name), schema)
        )
    except psycopg.Error as error:
        return [_left_out(entry, str(error))]
    return []


def _build(owner: "psycopg.Connection[tuple[object, ...]]", entry: Entry) -> list[LeftOut]:
    import psycopg

    text = entry.text
    if entry.kind == "SCHEMA":
        text = text.replace("CREATE SCHEMA ", "CREATE SCHEMA IF NOT EXISTS ", 1)
    try:
        owner.execute(text.encode())
    except psycopg.Error as error:
        plain = _without_what_no_plan_needs(text, error)
        if plain != text:
            return _build(owner, Entry(name=entry.name, kind=entry.kind, text=plain))
        return [_left_out(entry, str(error))]
    return []


def _without_what_no_plan_needs(text: str, error: "psycopg.Error") -> str:
    """The entry without the collations that the lab lacks, or without options of columns (a vendor's own, too)."""
    if error.sqlstate == "42704" and "collation" in str(error):
        return _COLLATE.sub("", text)
    return _OPTIONS.sub("", text)


def _left_out(entry: Entry, reason: str) -> LeftOut:
    return LeftOut(
        kind=entry.kind.lower(), name=entry.name, reason=reason.strip().splitlines()[0][:200]
    )
