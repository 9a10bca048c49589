"""Walking a syntax tree: the head of a call, and the calls that run while a piece of code runs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checks.probes.repo.code.transactions.wants import Family

Node = Any
"""A node of ast-grep, which ships no types for its methods."""
ARGUMENTS = frozenset(
    ["arguments", "argument_list", "do_block", "block", "call_suffix", "value_arguments"]
)
PASSED = ARGUMENTS - {"do_block", "block"} | {"argument", "value_argument", "annotated_lambda"}
LONGEST_HEAD = 300
"""Characters of a chain of calls that are looked at, at its start and at its end."""
LONGEST_ARGUMENTS = 400
DEEPEST = 200
"""Levels of a tree; code that a person wrote has a tenth of it."""


@dataclass(frozen=True, slots=True)
class Called:
    """A call, its source before the arguments, the arguments, its characters in the file, and its line."""

    node: Node
    head: str
    """Without the space around its dots."""
    arguments: str
    start: int
    end: int
    line: int
    """That of the arguments: the end of a chain, not its start."""


def called(node: Node, text: str) -> Called:
    """A call of a file's text with its head; of a long chain, only where it starts and where it ends."""
    at = node.range()
    start, stop, line = at.start.index, at.end.index, at.end.line
    for one in node.children():
        if one.kind() in ARGUMENTS:
            stop, line = one.range().start.index, one.range().start.line
            break
    head = text[start:stop].strip()
    if len(head) > 2 * LONGEST_HEAD:
        head = f"{head[:LONGEST_HEAD]} {head[-LONGEST_HEAD:]}"
    return Called(
        node=node,
        head=re.sub(r"(?<!\s)\s+(?=[.?-])|(?<=[.>])\s+", "", head),
        arguments=text[stop : min(at.end.index, stop + LONGEST_ARGUMENTS)],
        start=start,
        end=at.end.index,
        line=line + 1,
    )


def given(node: Node, family: Family) -> list[Node]:
    """The functions among the arguments of a call."""
    found = []
    front = [one for one in node.children() if one.kind() in ARGUMENTS]
    while front:
        one = front.pop()
        if one.kind() in family.functions:
            found.append(one)
        elif one.kind() in PASSED:
            front += one.children()
    return found


def running(
    node: Node, text: str, family: Family, now: re.Pattern[str], depth: int = 0
) -> Iterator[Called]:
    """The calls below a node that run while it runs, the outer one before those in it."""
    for one in node.children() if depth < DEEPEST else ():
        kind = one.kind()
        later = kind in family.functions and not _at_once(one, text, family, now)
        if later or kind in family.later:
            continue
        if kind in family.calls:
            yield called(one, text)
        yield from running(one, text, family, now, depth + 1)


def _at_once(function: Node, text: str, family: Family, now: re.Pattern[str]) -> bool:
    call = function.parent()
    while call is not None and call.kind() in PASSED:
        call = call.parent()
    return (
        call is not None
        and call.kind() in family.calls
        and now.search(called(call, text).head) is not None
    )


def above(node: Node, kinds: frozenset[str]) -> Node | None:
    """The nearest node around this one of these kinds."""
    found = node.parent()
    while found is not None and found.kind() not in kinds:
        found = found.parent()
    return found
