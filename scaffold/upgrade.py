"""Newer templates over what a project holds: the user's edits are merged, the answers kept, nothing is asked.

Works without a network, in a dirty tree, in a sub-folder of a repository and without one: the base of every merge is
in `.rung/`. Several rungs become one plan, each worked out on what the ones before it would leave.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from checks.core import Problem
from scaffold import kept, ledger, questions, unsettled
from scaffold.core import Change, Kind, Plan, Step, Value, Verb
from scaffold.drafted import Draft, draft
from scaffold.held import Held, Ledger
from scaffold.journal import recover
from scaffold.tree import Tree

Wishes = Mapping[str, Mapping[str, Value]]
"""New answers by rung and question."""


@dataclass(slots=True, kw_only=True)
class _Fold:
    """The plan so far: each file from what it is on disk to what the last rung makes of it."""

    root: Path
    ledger: Ledger
    changes: dict[str, Change] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def now(self) -> Tree:
        """The files as the rungs before would leave them."""
        changed = {one.path: one.after for one in self.changes.values() if one.before != one.after}
        return Tree(root=self.root, changed=changed)

    def take(self, changes: Sequence[Change]) -> None:
        """One more rung's changes on top."""
        for one in changes:
            first = self.changes.get(one.path)
            self.changes[one.path] = one if first is None else _joined(first, one)


def plan(
    root: Path,
    rungs: Sequence[str] = (),
    *,
    wishes: Wishes | None = None,
    templates: Path | None = None,
) -> Plan:
    """The plan that brings these rungs (none named: all that are held) to their templates of today.

    Raises:
        Problem: a rung is not held, an answer no longer fits, `.rung/` is damaged (2).
    """
    root = root.resolve()
    said = recover(root)
    before = ledger.read(root)
    chosen = _chosen(before, rungs, wishes or {})
    fold = _Fold(root=root, ledger=before, notes=[said] if said else [])
    for one in chosen:
        _one(fold, one, (wishes or {}).get(one, {}), templates, named=bool(rungs))
    return Plan(
        root=root,
        step=Step(rung=chosen[0]),
        more=tuple(chosen[1:]),
        changes=tuple(fold.changes.values()),
        commands=tuple(dict.fromkeys(fold.commands)),
        notes=tuple(fold.notes),
        verb=Verb.UPGRADE,
        records=ledger.changes(root, before, fold.ledger),
    )


def _chosen(before: Ledger, rungs: Sequence[str], wishes: Wishes) -> list[str]:
    if not before.held:
        raise Problem("rung has built nothing here yet.", "rung assess")
    for one in (*rungs, *wishes):
        if one not in before.held:
            raise Problem(f"{one} is not built here.", f"Built here: {', '.join(before.held)}.")
    return [one for one in before.held if not rungs or one in rungs]


def _one(
    fold: _Fold, rung: str, wishes: Mapping[str, Value], templates: Path | None, *, named: bool
) -> None:
    held = fold.ledger.rung(rung)
    assert held is not None  # noqa: S101 (a rung of the ledger's own list)
    found = unsettled.waiting(fold.now, held, fold.ledger.of(rung))
    if found:
        fold.take(unsettled.changes(fold.now, found))
        fold.notes.append(f"{rung} waits until {', '.join(found)} {_is(found)} settled.")
        return
    try:
        made = _draft(fold, held, wishes, templates)
    except questions.Gone as gone:
        if named:
            raise
        fold.notes.append(f"{gone} It stays as it is.")
        return
    fold.take(made.changes)
    fold.ledger = made.ledger
    fold.notes += [f"{rung}: {note}" for note in made.notes]
    if any(one.before != one.after for one in made.changes):
        fold.commands += made.commands


def _draft(fold: _Fold, held: Held, wishes: Mapping[str, Value], templates: Path | None) -> Draft:
    receipt = held.receipt
    step = Step(
        rung=receipt.rung,
        answers=kept.whole(held, wishes, templates),
        predicts=receipt.predicts,
        override=receipt.override,
    )
    return draft(fold.now, fold.ledger, step, leave=True, templates=templates)


def _joined(first: Change, then: Change) -> Change:
    """Two rungs' changes of one file as one."""
    note = "\n".join(dict.fromkeys(one.note for one in (first, then) if one.note))
    kind = then.kind
    if first.kind in {Kind.CONFLICT, Kind.COLLISION} or then.before == then.after:
        kind = first.kind
    return replace(then, kind=kind, before=first.before, mode=first.mode or then.mode, note=note)


def _is(found: Mapping[str, str]) -> str:
    return "is" if len(found) == 1 else "are"
