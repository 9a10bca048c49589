"""What one column's statistics say of the values that it is compared with."""

import json
import math
from collections.abc import Sequence

from checks.lab.known import Column

FEW_VALUES = 24
"""Different values up to which each common one is tried; this tool's default."""
LEAST_WEIGHT, RAREST = 0.01, 0.0001
MOST_PARTS = 4


def literal(value: str) -> str:
    """The value as a literal without a type, which takes its type from what it is compared with, as `$n` does."""
    escaped = value.replace("\\", "\\\\") if "\\" in value else value
    quoted = "'" + escaped.replace("'", "''") + "'"
    return f"E{quoted}" if "\\" in value else quoted


def equal(column: Column) -> list[tuple[str, float]]:
    """Where there are few values each common one, the rarest first; else one in the middle, then the commonest.

    Each with its weight. Among many values each is taken to be asked for as often as rows hold it: the commonest of
    100,000 is one call in fifty and not one in three, which would make its plan nearly all of the price. Of a few, the
    rare ones: what is ready or failed is looked for, what is done and makes up the table is not.
    """
    middle = [column.bounds[len(column.bounds) // 2]] if column.bounds else []
    if column.row is not None:
        middle = [column.row]
    if column.common and column.distinct <= FEW_VALUES:
        few = (
            [*reversed(column.common[:4]), *middle][:5]
            if len(column.common) <= 4
            else _spread(column.common)
        )
        shares = dict(zip(column.common, column.shares, strict=False))
        return [(one, 1.0 / math.sqrt(max(shares.get(one, 0.0), RAREST))) for one in few]
    known = sum(column.shares)
    found = [(one, max(1.0 - known, LEAST_WEIGHT)) for one in middle]
    if column.common:
        first = column.shares[0] if column.shares else LEAST_WEIGHT
        found.append((column.common[len(column.common) // 2], max(known - first, LEAST_WEIGHT)))
        found.append((column.common[0], first))
    return list({one: (one, weight) for one, weight in reversed(found)}.values())[::-1] or [
        ("1", 1.0)
    ]


def another(column: Column) -> str:
    """What SET puts in: not what the row holds, or no index would be written."""
    known = (*column.common, *column.bounds)
    return next((one for one in known if one != column.row), "1")


def _spread(common: Sequence[str]) -> list[str]:
    last = len(common) - 1
    places = dict.fromkeys((last, last * 2 // 3, last // 3, 0))
    return [common[one] for one in places]


def several(column: Column) -> list[str]:
    known = column.bounds or column.common
    return list(known[:: max(1, len(known) // 20)][:20]) or ["1"]


def in_array(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def span(column: Column) -> tuple[str, str]:
    """The ends of a range with two: a hundredth of the rows near the upper end, as the histogram has it."""
    known = column.bounds or column.common
    if not known:
        return ("1", "1")
    last = max(0, len(known) - 2)
    return known[max(0, last - 1)], known[last]


def limits(column: Column, upper: bool | None) -> list[str]:
    """Near the end that leaves few rows, then further from it: applications ask for what is recent.

    Args:
        column: that is limited.
        upper: the condition holds below the value, or above it.
    """
    known = column.bounds or column.common
    if not known:
        return ["1"]
    last = len(known) - 1
    ends = (0.98, 0.8, 0.5) if not upper else (0.98, 0.5, 0.02)
    return list(dict.fromkeys(known[round(last * one)] for one in ends))


def parts(document: str) -> list[str]:
    """What a search for a part of this document may ask: one of its pairs or items, or all of it."""
    try:
        whole = json.loads(document)
    except ValueError:
        return [document]
    if isinstance(whole, list):
        return [json.dumps([one]) for one in whole[:MOST_PARTS]] or [document]
    if not isinstance(whole, dict):
        return [document]
    pairs = [
        {key: each[:1] if isinstance(each, list) else each} for key, each in sorted(whole.items())
    ]
    return [document, *map(json.dumps, pairs[:MOST_PARTS])]
