"""The files in which a merge waits for a person: nothing is planned on top of them."""

from collections.abc import Sequence

from checks.core import Problem
from scaffold import conflict
from scaffold.classify import ASIDE, SETTLE
from scaffold.core import Change, Kind
from scaffold.held import Entry, Held, Ledger, Pending
from scaffold.tree import Tree

FOREIGN = (
    "It holds the markers of a merge that is not finished: settle that first, then run this again."
)
CODE = 3


def waiting(now: Tree, held: Held, entries: Sequence[Entry]) -> dict[str, str]:
    """Each file of a rung that waits, with what a person does about it."""
    found = {
        path: ASIDE.format(beside=f"{path}{conflict.BESIDE}") if one.beside else SETTLE
        for path, one in held.pending.items()
        if open_(now, path, one)
    }
    written = {**held.created, **{one.path: one.after for one in entries}}
    for path, last in written.items():
        there = now.read(path)
        if path not in found and conflict.somebodys(there) and not conflict.somebodys(last):
            found[path] = FOREIGN
    return found


def open_(now: Tree, path: str, one: Pending) -> bool:
    """Whether the conflict that an upgrade left in this file is not settled yet."""
    if one.beside:
        return now.has(f"{path}{conflict.BESIDE}")
    return conflict.marked(now.read(path))


def changes(now: Tree, found: dict[str, str]) -> tuple[Change, ...]:
    """The waiting files as a plan shows them: nothing is written."""
    there = {path: now.read(path) for path in found}
    return tuple(
        Change(path=path, kind=Kind.CONFLICT, before=there[path], after=there[path], note=note)
        for path, note in found.items()
    )


def refuse(now: Tree, ledger: Ledger) -> None:
    """Problem (code 3) where any rung of the project has a file that waits."""
    for held in ledger.rungs:
        for path, note in waiting(now, held, ledger.of(held.receipt.rung)).items():
            raise Problem(f"{path} has a conflict that is not settled.", note, CODE)
