"""One rung's part of a plan, worked out on a tree and a ledger that need not be on any disk yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from checks.core import Problem
from checks.version import VERSION
from scaffold import planned_edits, planned_files, questions, template_history
from scaffold.core import Change, Receipt, Step
from scaffold.held import Held, Ledger
from scaffold.part import Part
from scaffold.render import Rendered, render
from scaffold.template_history import Crossed
from scaffold.tree import Tree

REFUSED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What would change, the ledger that would follow, and what a person should know."""

    changes: tuple[Change, ...]
    ledger: Ledger
    commands: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def draft(
    now: Tree, before: Ledger, step: Step, *, leave: bool, templates: Path | None = None
) -> Draft:
    """The rung with these answers (every question's), on this tree; `leave` writes conflicts into the files.

    Raises:
        Problem: no such template, an answer that does not fit (2), a rung that it needs is missing, a link that leads
            out (4).
    """
    template = questions.folder(step.rung, templates)
    answers = {key: value for key, value in step.answers.items() if value is not None}
    rendered = render(template, answers, questions.keys(step.rung, templates))
    _needed(step.rung, rendered, before)
    held = before.rung(step.rung)
    crossed = _crossed(template, held, rendered)
    files = planned_files.files(now, before, held, rendered, crossed, leave)
    changed = {one.path: one.after for one in files.changes if one.before != one.after}
    over = Tree(root=now.root, changed={**now.changed, **changed})
    edits = planned_edits.edits(over, before, held, step.rung, rendered.edits, leave)
    after = _after(now, before, held, step, rendered, files, edits, crossed, templates)
    return Draft(
        changes=(*files.changes, *edits.changes),
        ledger=after,
        commands=rendered.commands,
        notes=crossed.notes if held else (),
    )


def _needed(rung: str, rendered: Rendered, before: Ledger) -> None:
    for one in rendered.needs:
        if one not in before.held:
            raise Problem(
                f"{rung} builds upon {one}, which is not built here.",
                f"Build {one} first: rung add {one}",
                REFUSED,
            )


def _crossed(template: Path, held: Held | None, rendered: Rendered) -> Crossed:
    if held is None:
        return Crossed(level=len(template_history.entries(template)))
    known = {**held.receipt.answers, **rendered.answers}
    return template_history.crossed(template, held.level, known)


def _after(
    now: Tree,
    before: Ledger,
    held: Held | None,
    step: Step,
    rendered: Rendered,
    files: Part,
    edits: Part,
    crossed: Crossed,
    templates: Path | None,
) -> Ledger:
    mine = [one for one in edits.entries if one.rung == step.rung]
    if not files.created and not mine:
        return before
    private = questions.secret(step.rung, templates)
    receipt = Receipt(
        rung=step.rung,
        tool=VERSION,
        template=rendered.digest,
        answers={key: value for key, value in rendered.answers.items() if key not in private},
        files={},
        predicts=step.predicts,
        override=step.override,
    )
    new = Held(
        receipt=receipt,
        created=files.created,
        edits=edits.edits,
        folders=(*(held.folders if held else ()), *_folders(now, (*files.changes, *edits.changes))),
        pending={**files.pending, **edits.pending},
        level=crossed.level,
        needs=rendered.needs,
    )
    if held is not None and _same(new, held):
        new = held
    rungs = [new if one is held else one for one in before.rungs]
    return Ledger(rungs=tuple(rungs if held else [*rungs, new]), entries=edits.entries)


def _same(new: Held, old: Held) -> bool:
    """Whether a second run has nothing new to record; the promise of the first run stands."""
    receipt = replace(
        new.receipt,
        tool=old.receipt.tool,
        files=old.receipt.files,
        predicts=old.receipt.predicts,
        override=old.receipt.override,
    )
    return replace(new, receipt=receipt) == old


def _folders(now: Tree, changes: Sequence[Change]) -> tuple[str, ...]:
    """The folders above the new files that are not there yet."""
    new = [one.path for one in changes if one.before is None and one.after is not None]
    above = {str(up) for path in new for up in PurePosixPath(path).parents if str(up) != "."}
    return tuple(sorted(one for one in above if not (now.root / one).exists()))
