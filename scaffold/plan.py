"""Everything that a rung would write, worked out before anything is written."""

from dataclasses import replace
from pathlib import Path

from checks.core import Looks, Problem
from scaffold import ledger, questions, unsettled
from scaffold.core import Plan, Step
from scaffold.drafted import draft
from scaffold.journal import recover
from scaffold.tree import Tree


def make(root: Path, step: Step, looks: Looks, *, templates: Path | None = None) -> Plan:
    """The plan that builds a rung into the project at `root`; it writes nothing.

    Raises:
        Problem: no such folder or template, an answer that does not fit (2), a conflict that is not settled (3), a
            rung that it needs is missing, a link that leads out (4).
    """
    if not root.is_dir():
        raise Problem(f"{root} is not a folder.", "Give the folder of the project.")
    root = root.resolve()
    said = recover(root)
    answers = questions.answered(step.rung, step.answers, looks, templates)
    now, before = Tree(root=root), ledger.read(root)
    unsettled.refuse(now, before)
    found = draft(now, before, replace(step, answers=answers), leave=False, templates=templates)
    return Plan(
        root=root,
        step=step,
        changes=found.changes,
        commands=found.commands,
        notes=(*((said,) if said else ()), *found.notes),
        records=ledger.changes(root, before, found.ledger),
    )
