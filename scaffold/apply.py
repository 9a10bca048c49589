"""Does exactly what a plan says, as one change, or refuses because the project is no longer what was planned for."""

from checks.core import Problem
from scaffold import ledger, secret, stages
from scaffold.core import Change, Kind, Plan, Receipt, Verb
from scaffold.held import Ledger
from scaffold.interrupted import FOLDER
from scaffold.journal import locked, recover, replace_all
from scaffold.tree import on_disk


def apply(plan: Plan) -> Receipt:
    """Write the plan's changes and the ledger's, all or none; the receipt as the ledger then holds it.

    Raises:
        Problem: a file is in the way or the project has changed since the plan was made (4), a conflict outside of an
            upgrade (3), another `rung` is at work (4), or the system refuses a write (2). Nothing is changed then.
    """
    _agree(plan)
    recover(plan.root)
    before = ledger.read(plan.root)
    held = before.rung(plan.step.rung)
    if not plan.empty:
        with locked(plan.root):
            writes = [one for one in (*plan.changes, *plan.records) if one.before != one.after]
            _unchanged(plan, (*writes, *plan.changes))
            writes += secret.writes(plan)
            replace_all(plan.root, writes, _folders(writes, before))
    after = ledger.read(plan.root)
    if plan.conflicts and not plan.empty:
        stages.write(plan, after)
    found = after.rung(plan.step.rung) or held
    if found is not None:
        return found.receipt
    return Receipt(rung=plan.step.rung, tool="", template="", answers=plan.step.answers, files={})


def _agree(plan: Plan) -> None:
    for one in plan.changes:
        if one.kind is Kind.COLLISION:
            raise Problem(
                f"{one.path} is in the way: {one.note}",
                "Move it, or answer the rung's questions so that its files go elsewhere.",
                4,
            )
        if one.kind is Kind.CONFLICT and plan.verb is not Verb.UPGRADE:
            raise Problem(one.note, _way_out(plan), 3)


def _way_out(plan: Plan) -> str:
    again = "Settle these lines by hand, then run this again."
    if plan.verb is not Verb.BUILD:
        return again
    other = f"rung upgrade {plan.step.rung} --set KEY=VALUE"
    return f"{again} Or leave both texts in the file, between markers: {other}"


def _unchanged(plan: Plan, changes: tuple[Change, ...] | list[Change]) -> None:
    for one in changes:
        if one.kind is not Kind.SECRET and on_disk(plan.root, one.path) != one.before:
            raise Problem(
                f"{one.path} has changed since the plan was made; nothing was written.",
                "Make the plan again.",
                4,
            )


def _folders(writes: list[Change], before: Ledger) -> list[str]:
    """The folders that rungs made and that lose a file; those of the ledger itself too."""
    ours = {folder for one in before.rungs for folder in one.folders}
    lost = [one.path for one in writes if one.after is None]
    own = {up for path in lost if path.startswith(f"{FOLDER}/") for up in _above(path)}
    return sorted(own | {one for one in ours if any(one in _above(path) for path in lost)})


def _above(path: str) -> set[str]:
    parts = path.split("/")[:-1]
    return {"/".join(parts[: n + 1]) for n in range(len(parts))}
