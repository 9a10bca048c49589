"""SQL literals in code: which tables they read and write."""

import ast
import re
from functools import lru_cache

from checks.sql import hush

LOOKS_LIKE_SQL = re.compile(
    r"^\s*(select\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|with\s+(recursive\s+)?\w+\s*(\(.*?\)\s*)?as"
    r"\s|merge\s+into\s|truncate\s+(table\s+)?[\w.\"]+\s*(,|;|$|cascade\b|restart\b))",
    re.IGNORECASE | re.DOTALL,
)
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%[sbt](?!\w)|(?<![:\w]):(?=[a-z_]\w*)")
LONGEST, DEEPEST = 20_000, 15
"""Characters and nested brackets of a text that is still parsed: the parser's time grows with both."""
HOLE = "rung_hole"
"""Stands for what an f-string inserts; a table of that name is one that the text does not tell."""


def literal(node: ast.AST) -> str | None:
    """The SQL text of a string or f-string; None where it is no SQL."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
    elif isinstance(node, ast.JoinedStr):
        text = "".join(
            str(one.value) if isinstance(one, ast.Constant) else HOLE for one in node.values
        )
    else:
        return None
    return text if LOOKS_LIKE_SQL.match(text) else None


@lru_cache(maxsize=4096)
def tables(sql: str) -> tuple[frozenset[str], frozenset[str]]:
    """(read, written) tables of a text of statements; both empty where the text cannot be parsed."""
    if len(sql) > LONGEST or _depth(sql) > DEEPEST:
        return frozenset(), frozenset()
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    hush()
    try:
        statements = sqlglot.parse(PLACEHOLDER.sub(_named, sql), read="postgres")
    except (SqlglotError, RecursionError):
        return frozenset(), frozenset()
    reads: set[str] = set()
    writes: set[str] = set()
    for statement in statements:
        if statement is None:
            continue
        target = None
        if isinstance(statement, exp.Insert | exp.Update | exp.Delete | exp.Merge):
            target = statement.this.find(exp.Table)
        if isinstance(statement, exp.TruncateTable):
            writes |= {one.name for one in statement.find_all(exp.Table)}
            continue
        made = {one.alias_or_name for one in statement.find_all(exp.CTE)}
        if target is not None:
            writes.add(target.name)
        for inner in statement.find_all(exp.Insert, exp.Update, exp.Delete):
            written = inner.this.find(exp.Table)
            if written is not None and inner is not statement:
                writes.add(written.name)
        reads |= {
            one.name
            for one in statement.find_all(exp.Table)
            if one is not target and one.name not in made
        }
    return frozenset(_told(reads)), frozenset(_told(writes))


def _depth(sql: str) -> int:
    """The deepest nesting of round brackets."""
    deepest = now = 0
    for one in sql:
        now += (one == "(") - (one == ")")
        deepest = max(deepest, now)
    return deepest


def _named(found: re.Match[str]) -> str:
    return ":" if found.group(0) == ":" else f":{found.group(1) or 'p'}"


def _told(names: set[str]) -> set[str]:
    return {one for one in names if one and HOLE not in one}
