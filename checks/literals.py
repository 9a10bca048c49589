"""Takes the constants out of SQL text, so that no value of anybody's data is ever kept.

pg_stat_statements puts $1 for most constants, but not for those of SET, ALTER ROLE, CALL or DECLARE, nor in comments,
nor for an entry that was made in a hurry. Quoted names stay: they are schema, not data. Where the text is cut off, or
a backslash before a quote leaves open where a string ends, everything from there on goes.

Lexical rules: https://www.postgresql.org/docs/current/sql-syntax-lexical.html
"""

import re
from collections.abc import Callable

TAKEN_OUT = "$0"
"""What stands for a constant: reads as a parameter."""

_TOKEN = re.compile(
    r"""
    (?P<string>(?:(?<![\w$])(?:[eEbBxXnN]|[uU]&))?')
    |(?P<name>"(?:[^"]|"")*"|\$\d+|[^\W\d][\w$]*)
    |(?P<comment>--[^\n]*|/\*)
    |(?P<dollar>\$(?:[^\W\d]\w*)?\$)
    |(?P<number>(?:\d[\d_]*(?:\.[\d_]*)?|\.\d+)(?:[eE][+-]?\d+)?\w*)
    |(?P<cut>")
    """,
    re.VERBOSE,
)


def without_literals(text: str, instead: Callable[[str], str] = lambda _: TAKEN_OUT) -> str:
    """The statement with each constant replaced by what `instead` says of it; comments are left out."""
    parts, place = list[str](), 0
    while (found := _TOKEN.search(text, place)) is not None:
        parts.append(text[place : found.start()])
        kind, place = found.lastgroup, found.end()
        if kind == "name":
            parts.append(found.group())
        elif kind == "comment":
            place = _after_comment(text, found)
            parts.append(" ")
        else:
            end = _end(text, found)
            parts.append(instead(text[found.start() : end]))
            place = end
    return "".join([*parts, text[place:]])


def _after_comment(text: str, found: re.Match[str]) -> int:
    """Comments in /* */ may hold others."""
    if found.group() != "/*":
        return found.end()
    depth, place = 1, found.end()
    while depth:
        mark = re.compile(r"/\*|\*/").search(text, place)
        if mark is None:
            return len(text)
        depth += 1 if mark.group() == "/*" else -1
        place = mark.end()
    return place


def _end(text: str, found: re.Match[str]) -> int:
    if found.lastgroup == "number":
        return found.end()
    if found.lastgroup == "cut":
        return len(text)
    if found.lastgroup == "dollar":
        close = text.find(found.group(), found.end())
        return len(text) if close < 0 else close + len(found.group())
    closed = re.compile(r"(?:[^']|'')*'").match(text, found.end())
    # With or without standard_conforming_strings: a backslash before a quote may end the string or not.
    if closed is None or "\\'" in closed.group():
        return len(text)
    return closed.end()
