"""Builds a rung into the scratch project and takes it out again: rung's own plan, apply and undo, nothing else."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypedDict

from checks.core import Looks, Problem
from checks.load.headroom import TARGET_MS
from checks.vitals import Vitals
from playbooks.core import Prediction
from scaffold.core import Kind, Plan, Question, Step, Value


class Ran(TypedDict):
    """The fields of a `Migrated` event besides its size and rung."""

    files: tuple[str, ...]
    statements: tuple[str, ...]
    seconds: float


def prepare(
    root: Path, rung: str, looks: Looks, promise: Prediction | None, wishes: Mapping[str, Value]
) -> tuple[tuple[Question, ...], dict[str, Value], Plan]:
    """The questions, the answers that the evidence suggests (`wishes` aside), and the plan.

    Raises:
        Problem: the rung cannot be built here, or nothing of it is left to build.
    """
    from scaffold.plan import make
    from scaffold.questions import questions

    asked = questions(rung, looks)
    answers = {one.key: one.default for one in asked} | dict(wishes)
    plan = make(root, Step(rung=rung, answers=answers, predicts=promise), looks)
    refused = [one for one in plan.changes if one.kind is Kind.REFUSED]
    if refused:
        raise Problem(f"{refused[0].path} cannot be edited safely", refused[0].note)
    if not plan.writes:
        raise Problem(f"nothing of {rung} is left to build here", "what is left is work by hand")
    return asked, answers, plan


def write(plan: Plan) -> None:
    """Do what the plan says."""
    from scaffold.apply import apply

    apply(plan)


def migrate(url: str, plan: Plan) -> Iterator[Ran]:
    """Run the SQL files that the plan created, those of the way back aside."""
    yield from _run_sql(url, plan, down=False)


def take_out(root: Path, rung: str, plan: Plan, url: str) -> None:
    """Run the way back of the plan's SQL, then undo the rung."""
    from scaffold import undo
    from scaffold.apply import apply

    list(_run_sql(url, plan, down=True))
    apply(undo.plan(root, rung))


def hope(looks: Looks) -> Prediction | None:
    """What a panicking team takes a rung for: that users are served in time again."""
    vitals = looks.get(Vitals)
    now = vitals.number("p95_ms") if vitals is not None else None
    if now is None:
        return None
    return Prediction(vital="p95_ms", before=now, low=0.0, high=TARGET_MS.value, unit="ms",
                      formula="the hope: users are served in time again")  # fmt: skip


def bytes_of(root: Path) -> dict[str, bytes]:
    """Every file of the project, what Python compiled aside."""
    return {
        str(one.relative_to(root)): one.read_bytes()
        for one in sorted(root.rglob("*"))
        if one.is_file() and "__pycache__" not in one.parts
    }


def _run_sql(url: str, plan: Plan, *, down: bool) -> Iterator[Ran]:
    from scaffold import migrate as migrating

    files = [
        plan.root / one.path
        for one in plan.changes
        if one.kind is Kind.CREATE
        and one.path.endswith(".sql")
        and ("down" in Path(one.path).parent.parts) is down
    ]
    if not files:
        return
    begun = time.monotonic()
    migrating.run(url, files)
    said = [text for file in files for text, _ in migrating.statements(file.read_text())]
    yield Ran(
        files=tuple(str(one.relative_to(plan.root)) for one in files),
        statements=tuple(one for one in said if "index" in one.lower()),
        seconds=time.monotonic() - begun,
    )
