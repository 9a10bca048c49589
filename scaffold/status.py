"""What a project holds and how it stands: drift, conflicts, newer templates, a change that was cut off."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checks.core import Problem
from scaffold import conflict, interrupted, ledger, questions, render, text, unsettled
from scaffold.edits.core import Edited, run
from scaffold.held import Entry, Held, Ledger
from scaffold.tree import Tree

AS_BUILT, CHANGED, TAKEN_OUT, DELETED = "as_built", "changed", "taken_out", "deleted"
OPEN, SETTLED = "conflict", "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One rung: each file's state, what a person does about the files that wait, and what its template is now."""

    rung: str
    tool: str
    """The version of rung that wrote it last."""
    files: Mapping[str, str]
    """as_built, changed, taken_out (an edit of ours is gone from the user's file), deleted, conflict, settled."""
    waits: Mapping[str, str]
    newer: bool
    """Whether this version's template is another than the one it was built from."""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Every rung held, the oldest first."""

    root: Path
    rungs: tuple[Standing, ...]
    interrupted: bool = False
    """A change was cut off, or another rung is at work right now."""


def status(root: Path, *, templates: Path | None = None) -> Status:
    """Look; nothing is written, a change that was cut off is not taken back. Problem for a damaged ledger."""
    root = root.resolve()
    now = Tree(root=root, changed=interrupted.before(root))
    held = ledger.read(root)
    return Status(
        root=root,
        rungs=tuple(_standing(now, held, one, templates) for one in held.rungs),
        interrupted=interrupted.begun(root),
    )


def _standing(now: Tree, whole: Ledger, held: Held, templates: Path | None) -> Standing:
    rung = held.receipt.rung
    waits = unsettled.waiting(now, held, whole.of(rung))
    files = {path: _made(now.read(path), last) for path, last in held.created.items()}
    files |= {one.path: _edited(now, whole, one) for one in whole.of(rung)}
    files |= dict.fromkeys(held.pending, SETTLED)
    files |= dict.fromkeys(waits, OPEN)
    return Standing(
        rung=rung,
        tool=held.receipt.tool,
        files=files,
        waits=waits,
        newer=_newer(held, templates),
        needs=held.needs,
    )


def _made(there: bytes | None, last: bytes) -> str:
    if there is None:
        return DELETED
    return AS_BUILT if text.same(there, last) else CHANGED


def _edited(now: Tree, whole: Ledger, entry: Entry) -> str:
    """A user's own file: whether the rung's edits are still in it."""
    there = now.read(entry.path)
    if there is None:
        return DELETED
    if text.same(there, whole.chain(entry.path)[-1].after):
        return AS_BUILT
    if conflict.somebodys(there):
        return CHANGED
    gone = any(isinstance(run(one, now), Edited) for one in entry.edits)
    return TAKEN_OUT if gone else CHANGED


def _newer(held: Held, templates: Path | None) -> bool:
    try:
        return (
            render.digest(questions.folder(held.receipt.rung, templates)) != held.receipt.template
        )
    except Problem:
        return False
