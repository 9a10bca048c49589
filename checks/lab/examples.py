"""Statements as sessions sent them (pg_stat_activity), for the constants that pg_stat_statements takes out.

`payload ->> 'trace' = ...` is kept as `payload ->> $1 = $2`; which key an index would be on shows only in an example.
Only constants inside an expression over a column are taken from it: a compared value may be another one each time. Of a
LIKE's pattern only where it is open is taken: `name LIKE $1` becomes `name LIKE ($1 || '%')`.
"""

import re
from collections.abc import Mapping

from checks.sql import parse

_PARAMETER = re.compile(r"\$(\d+)")
_CONSTANT = re.compile(r"(E?'(?:[^'\\]|''|\\.)*'|-?\d+(?:\.\d+)?)(?:::[\w \"]+)?")


def completed(text: str, example: str) -> str:
    """The normalised text with the constants of its expressions put back, as far as the example tells them."""
    hidden, patterns = hidden_parameters(text), _patterns(text)
    found = _values(text, example) if (hidden or patterns) and example else {}
    known = {
        number: found[number] for number in hidden if _CONSTANT.fullmatch(found.get(number, ""))
    }
    known |= {number: _opened(number, found.get(number, "")) for number in patterns}
    return _PARAMETER.sub(lambda one: known.get(int(one[1]), one[0]), text)


def hidden_parameters(text: str) -> list[int]:
    """The parameters inside an expression over a column that is compared: `$1` of `payload ->> $1 = $2`."""
    from sqlglot import exp

    tree = parse(text)
    found: set[int] = set()
    for one in tree.find_all(exp.EQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Like) if tree else ():
        inside = one.this
        if isinstance(inside, exp.Func | exp.Binary) and inside.find(exp.Column):
            found |= {
                int(each.name) for each in inside.find_all(exp.Parameter) if each.name.isdigit()
            }
    return sorted(found)


def _patterns(text: str) -> list[int]:
    """The parameters that are the whole pattern of a LIKE."""
    from sqlglot import exp

    tree = parse(text) if "like" in text.lower() else None
    found = (one.expression for one in tree.find_all(exp.Like, exp.ILike)) if tree else ()
    return sorted(
        {int(one.name) for one in found if isinstance(one, exp.Parameter) and one.name.isdigit()}
    )


def _opened(number: int, constant: str) -> str:
    """The parameter with wildcards where the constant has them at its ends; itself where that is not all it has."""
    inner = constant[1:-1].strip("%")
    plain = bool(_CONSTANT.fullmatch(constant)) and constant.startswith("'")
    if not plain or not inner or "%" in inner or "_" in inner or "\\" in inner:
        return f"${number}"
    front, back = constant.startswith("'%"), constant.endswith("%'")
    pieces = ["'%'"] * front + [f"${number}"] + ["'%'"] * back
    return f"({' || '.join(pieces)})" if front or back else f"${number}"


def _values(text: str, example: str) -> Mapping[int, str]:
    """What stands in the example where the text has its parameters; they are alike in all else."""
    pieces = _PARAMETER.split(text)
    pattern = "".join(
        re.escape(one) if place % 2 == 0 else "(.{1,200}?)" for place, one in enumerate(pieces)
    )
    found = re.fullmatch(pattern, example, re.DOTALL) if len(pieces) < 60 else None
    if found is None:
        return {}
    return {int(number): value for number, value in zip(pieces[1::2], found.groups(), strict=True)}
