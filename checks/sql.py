"""Reads and writes SQL text: statements into trees (sqlglot), names into quoted identifiers."""

import logging
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot import exp

LONGEST = 20_000
"""Longer texts are not read: they are generated lists, and reading takes time."""

RESERVED = frozenset(
    """all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate
    collation column concurrently constraint create cross current_catalog current_date current_role current_schema
    current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for
    foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral
    leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps
    placing primary references returning right select session_user similar some symmetric system_user table
    tablesample then to trailing true union unique user using variadic verbose when where window with""".split()  # noqa: SIM905
)
"""Key words that PostgreSQL takes as a name only in quotes (its documentation, appendix C)."""


def quoted(name: str) -> str:
    """The name as an identifier that PostgreSQL reads back as this very name."""
    if re.fullmatch(r"[a-z_][a-z0-9_]*", name) and name not in RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'


def qualified(schema: str, name: str) -> str:
    """The table's name for a person's SQL; the schema `public` goes without saying."""
    return quoted(name) if schema == "public" else f"{quoted(schema)}.{quoted(name)}"


@cache
def hush() -> None:
    """Keep sqlglot from telling the terminal what it cannot read; whoever parses counts that."""
    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)


@lru_cache(maxsize=4096)
def parse(text: str) -> "exp.Expression | None":
    """The statement as a tree, None where it cannot be read (cut off, or not SQL that sqlglot knows).

    Names without quotes are in lower case, as PostgreSQL takes them.
    """
    import sqlglot
    from sqlglot import exp

    if not text or len(text) > LONGEST:
        return None
    hush()
    # sqlglot takes the sign between two parameters, as in `($1,$2)`, for the tag of a dollar-quoted string.
    apart = re.sub(r"(\$\d+)", r"\1 ", text)
    try:
        found = sqlglot.parse_one(apart, dialect="postgres")
    except (sqlglot.errors.SqlglotError, RecursionError):
        return None
    if not isinstance(found, exp.Expression) or isinstance(found, exp.Command):
        return None
    for one in found.find_all(exp.Identifier):
        if not one.args.get("quoted"):
            one.set("this", one.name.lower())
    return found


def tables_of(text: str) -> tuple[str, ...]:
    """The names of the tables that the statement mentions, sorted; empty where it cannot be read."""
    from sqlglot import exp

    tree = parse(text)
    if tree is None:
        return ()
    inner = {one.alias for one in tree.find_all(exp.CTE)}
    return tuple(sorted({one.name for one in tree.find_all(exp.Table)} - inner - {""}))
