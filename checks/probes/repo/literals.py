"""What a text must hold for a regular expression to be found in it: literal strings, one of which is in every match.

Searching a file for a few strings costs a hundredth of a search for an expression, and a reader need not keep a list of
strings in step with its expressions by hand. The expression is taken apart by the parser of `re` itself.
"""

import re
from importlib import import_module
from itertools import product
from typing import Any

MOST = 64
"""Strings of one expression; beyond it they say too little to be worth looking for."""
SHORTEST = 4
"""Characters; shorter ones are in almost every file."""


def literals(pattern: str) -> frozenset[str]:
    """The strings; none where the expression can match without any string of useful length."""
    try:
        parsed = import_module("re._parser").parse(pattern)
    except (
        ImportError
    ):  # it is not promised to stay: without it the expression itself is searched for
        return frozenset()
    best = frozenset() if parsed.state.flags & re.IGNORECASE else _best(parsed)
    return best if best and min(map(len, best)) >= SHORTEST else frozenset()


def _best(sequence: Any) -> frozenset[str]:
    """Of the runs of a sequence that are literal throughout, the one whose shortest string is longest."""
    runs: list[frozenset[str]] = []
    run = frozenset({""})
    for node in sequence:
        exact = _exact(node)
        joined = {"".join(pair) for pair in product(run, exact)}
        if exact and len(joined) <= MOST:
            run = frozenset(joined)
            continue
        runs += [run, exact or _inside(node)]
        run = frozenset({""})
    return max((*runs, run), key=_worth)


def _worth(found: frozenset[str]) -> tuple[int, int]:
    return min(map(len, found), default=0), -len(found)


def _exact(node: Any) -> frozenset[str]:
    """Every text that a node matches, where those are few."""
    name, told = str(node[0]), node[1]
    if name == "LITERAL":
        return frozenset({chr(told)})
    if name == "SUBPATTERN" and not told[1] & re.IGNORECASE:
        return _whole(told[-1])
    if name == "BRANCH":
        several = [_whole(one) for one in told[1]]
        together = frozenset().union(*several)
        return together if all(several) and len(together) <= MOST else frozenset()
    if name == "AT":
        return frozenset({""})  # a boundary takes no character
    return frozenset()


def _whole(sequence: Any) -> frozenset[str]:
    run = frozenset({""})
    for node in sequence:
        run = frozenset("".join(pair) for pair in product(run, _exact(node)))
        if not run or len(run) > MOST:
            return frozenset()
    return run


def _inside(node: Any) -> frozenset[str]:
    """The strings of a node that has to match but may match much else too."""
    name, told = str(node[0]), node[1]
    if name == "SUBPATTERN" and not told[1] & re.IGNORECASE:
        return _best(told[-1])
    if name == "BRANCH":
        several = [_best(one) for one in told[1]]
        together = frozenset().union(*several)
        return together if all(map(all, several)) and len(together) <= MOST else frozenset()
    if name in {"MAX_REPEAT", "MIN_REPEAT"} and told[0] > 0:
        return _best(told[2])
    return frozenset()
