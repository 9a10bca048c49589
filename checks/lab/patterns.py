"""How the pattern of a LIKE is made: where it is open, which says whether a btree can find it, and what stands in it.

`name LIKE $1 || '%'` comes from pg_stat_statements as `$1 || $2`: a parameter of the application keeps its number, and
the constants of the text are numbered after all of those, else as they appear. A whole pattern in one parameter shows
where it is open only in what a session sent (checks/lab/examples.py).
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from checks.lab.known import Column

if TYPE_CHECKING:
    from sqlglot import exp

PIECE = 12
"""Letters of the word that stands for a pattern's."""
BEGINNINGS = (6, 3, 2)
"""Letters of the beginnings that are tried; the statement's own rows choose."""
WILD = "%_"


class Shape(StrEnum):
    """Where a pattern is open."""

    PREFIX = "prefix"
    SUFFIX = "suffix"
    INSIDE = "inside"
    UNKNOWN = "unknown"


def shape(pattern: "exp.Expr") -> Shape:
    """Where this pattern is open, as far as its text says."""
    from sqlglot import exp

    wild = _wild(pieces(pattern))
    if len(wild) == 1:
        whole = pattern.unnest()
        return of_text(whole.name) if isinstance(whole, exp.Literal) else Shape.UNKNOWN
    if wild[0]:
        return Shape.INSIDE if wild[-1] else Shape.SUFFIX
    return Shape.PREFIX if wild[-1] else Shape.UNKNOWN


def of_text(pattern: str) -> Shape:
    """Where a pattern that stands there whole is open."""
    if not pattern or pattern[0] in WILD:
        return Shape.INSIDE if pattern[-1:] in ("%", "_") else Shape.SUFFIX
    return Shape.PREFIX


def words(column: Column, place: "exp.Parameter", pattern: "exp.Expr") -> list[str]:
    """What the parameter at this place of the pattern may hold: a wildcard, or words that the statistics have seen.

    Args:
        column: that is compared with the pattern.
        place: the parameter.
        pattern: in which it stands.
    """
    found = pieces(pattern)
    own = next((at for at, one in enumerate(found) if place in _parameters(one)), None)
    if own is not None and _wild(found)[own]:
        return ["%"]
    known = column.bounds or column.common
    value = column.row or (known[len(known) // 2] if known else "example")
    if shape(pattern) is Shape.PREFIX:
        beginnings = [_plain(value[:most]) for most in BEGINNINGS]
        return [one for one in dict.fromkeys(beginnings) if one] or ["a"]
    start = max(0, len(value) // 2 - PIECE // 2)
    word = _plain(value[start : start + PIECE])
    # One that is there, and one that the statistics have not seen.
    tried = [word] if column.row else [word[::-1], word]
    return tried if len(found) > 1 else [f"%{one}%" for one in tried]


def pieces(pattern: "exp.Expr") -> list["exp.Expr"]:
    """What `||` or concat() puts together, in order; the pattern itself where nothing is."""
    return list(_in_order(pattern))


def _in_order(node: "exp.Expr") -> Iterator["exp.Expr"]:
    from sqlglot import exp

    bare = node.unnest()
    if isinstance(bare, exp.DPipe):
        yield from _in_order(bare.args["this"])
        yield from _in_order(bare.args["expression"])
    elif isinstance(bare, exp.Concat):
        for one in bare.expressions:
            yield from _in_order(one)
    elif isinstance(bare, exp.Cast):
        yield from _in_order(bare.this)
    else:
        yield bare


def _wild(found: list["exp.Expr"]) -> list[bool]:
    """Which pieces are wildcards: constants of `%` alone, and bare parameters where one is to be expected."""
    from sqlglot import exp

    def bare(one: "exp.Expr") -> int | None:
        return int(one.name) if isinstance(one, exp.Parameter) and one.name.isdigit() else None

    wild = [
        isinstance(one, exp.Literal) and bool(one.name) and not one.name.strip("%") for one in found
    ]
    if any(wild) or len(found) == 1:
        return wild
    first, last = bare(found[0]), bare(found[-1])
    if len(found) > 2:
        return [first is not None, *(False for _ in found[1:-1]), last is not None]
    at_front = first is not None and (last is None or first > last)
    return [at_front, last is not None and not at_front]


def _parameters(node: "exp.Expr") -> list["exp.Expr"]:
    from sqlglot import exp

    return list(node.find_all(exp.Parameter))


def _plain(word: str) -> str:
    return word.replace("%", "").replace("_", "").replace("\\", "")
