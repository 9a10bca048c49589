"""Leaves rung behind: `.rung/` goes, everything that was built stays and is the project's own."""

from pathlib import Path

from checks.core import Problem
from scaffold import ledger, unsettled
from scaffold.core import Change, Kind, Plan, Step, Verb
from scaffold.held import Ledger
from scaffold.interrupted import FOLDER
from scaffold.journal import recover
from scaffold.tree import Tree, on_disk


def plan(root: Path) -> Plan:
    """The plan that removes what rung keeps about this project; a file in `.rung/` that is not rung's own stays.

    Raises:
        Problem: rung has built nothing here, its ledger is damaged (2), a conflict is not settled (3).
    """
    root = root.resolve()
    said = recover(root)
    before = ledger.read(root)
    if not before.rungs:
        raise Problem(
            "rung has built nothing here, so there is nothing to leave behind.", "rung assess"
        )
    unsettled.refuse(Tree(root=root), before)
    records = ledger.changes(root, before, Ledger())
    gone = {one.path for one in records}
    others = [one for one in _below(root) if one not in gone]
    notes = [f"These are not rung's and stay: {', '.join(others)}."] if others else []
    return Plan(
        root=root,
        step=Step(rung=""),
        more=before.held,
        changes=tuple(_stays(root, before)),
        notes=(*((said,) if said else ()), *notes),
        verb=Verb.EJECT,
        records=records,
    )


def _stays(root: Path, before: Ledger) -> list[Change]:
    """Every file that the rungs made or edited: as it is, and the project's own from now on."""
    paths = {path for one in before.rungs for path in one.created}
    paths |= {one.path for one in before.entries}
    there = {path: on_disk(root, path) for path in sorted(paths)}
    return [
        Change(path=path, kind=Kind.SKIP, before=one, after=one)
        for path, one in there.items()
        if one is not None
    ]


def _below(root: Path) -> list[str]:
    found = (one for one in (root / FOLDER).rglob("*") if one.is_file())
    return sorted(one.relative_to(root).as_posix() for one in found)
