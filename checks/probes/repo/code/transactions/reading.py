"""The transactions of a file, and the calls in each of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from checks.core import Place
from checks.probes.repo.code.reading import FRONT, written
from checks.probes.repo.code.transactions.families import FAMILIES
from checks.probes.repo.code.transactions.file import File
from checks.probes.repo.code.transactions.nodes import Called, Node, above, given
from checks.probes.repo.code.transactions.wants import Slow
from checks.probes.repo.parted import Parted
from checks.probes.repo.walk import Tree

LAST_WORD = re.compile(r"(\w+[!?]?)(?:<[^()]{0,200}>)?$")
MOST = 200
"""Transactions of one file; beyond it the file was not written by a person."""
SCRIPTS = {"typescript", "tsx", "javascript"}


@dataclass(frozen=True, slots=True)
class Inside:
    """A call that leaves the machine while a transaction is open."""

    value: str
    place: Place


def inside(tree: Tree, installed: frozenset[str]) -> Iterator[Inside]:
    """Every such call, by path and line; `installed` are the values that manifests tell."""
    in_front = Parted(FRONT)
    for family in FAMILIES:
        for path in tree.production(*family.suffixes):
            wanted = tree.holds(path, family.leaving) and tree.holds(path, family.opening)
            script = family.grammar in SCRIPTS
            if not wanted or (script and in_front(path)) or not written(tree, path):
                continue
            text = tree.text(path)
            if text is not None and "\0" not in text:
                yield from sorted(_of(File(tree, path, text, family, installed)), key=_line)


def _line(one: Inside) -> tuple[int, str]:
    return (one.place.line or 0, one.value)


def _of(file: File) -> set[Inside]:
    if not file.slow or not file.opens:
        return set()
    found = set()
    for one in _open(file):
        value = _leaves(file, one)
        if value:
            found.add(Inside(value, Place(path=file.path, line=one.line)))
    return found


def _open(file: File) -> Iterator[Called]:
    """The calls that run while a transaction of this file is open."""
    for call in islice(_opening(file), MOST):
        taken = given(call.node, file.family)
        for function in taken:
            yield from _not_closed(file, function, -1, False)
        scope = None if taken else above(call.node, file.family.blocks)
        if scope is not None:
            yield from _not_closed(file, scope, call.end, True)
    for function in (*file.marked(), *file.carrying()):
        yield from _not_closed(file, function, -1, False)


def _opening(file: File) -> Iterator[Called]:
    """The calls that open a transaction: around a function that they take, or until a commit."""
    for call in file.calls:
        several = file.around if given(call.node, file.family) else file.begins
        if any(
            head.search(call.head) and not (one.without and re.search(one.without, call.arguments))
            for one, head in several
        ):
            yield call


def _not_closed(file: File, scope: Node, after: int, must: bool) -> Iterator[Called]:
    """The calls from `after` on up to the first commit, without those that follow a roll back in its own block.

    Where a commit must come and none does, the transaction ends somewhere else: nothing is said.
    """
    calls = [one for one in file.running(scope) if one.start >= after]
    commit, rollback = file.commit, file.rollback
    end = next((one.start for one in calls if commit and commit.search(one.head)), None)
    if end is None and must:
        return
    last = scope.range().end.index if end is None else end
    undone = []
    for one in calls:
        if rollback and rollback.search(one.head):
            block = above(one.node, file.family.blocks) or scope
            undone.append((one.start, block.range().end.index))
    for one in calls:
        if one.start < last and not any(start < one.start < stop for start, stop in undone):
            yield one


def _leaves(file: File, call: Called) -> str:
    for want, head in file.slow:
        if head.search(call.head) and _sent_now(file, want, call):
            word = LAST_WORD.search(call.head)
            return want.value.format(word.group(1) if word else "")
    return ""


def _sent_now(file: File, want: Slow, call: Called) -> bool:
    if want.given and not re.search(want.given, call.arguments):
        return False
    return not want.queued or file.goes_at_once(want.queued, call.arguments)
