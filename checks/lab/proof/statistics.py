"""Makes extended statistics on the copy and looks whether the planner then expects what comes, and is faster for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from checks.lab.misjudged import Misjudged
from checks.lab.plans import nodes
from checks.lab.proof.copy import Clock, Copy, Run
from checks.lab.proof.inputs import Subject
from checks.lab.proof.result import TriedStatistics
from checks.lab.proof.timing import ROUNDS, limit_s


def tried(
    copy: Copy, clock: Clock, found: Sequence[Misjudged], subjects: Sequence[Subject]
) -> list[TriedStatistics]:
    """Each by itself, with the indexes that were kept, and undone again."""
    by_id = {one.statement.id: one for one in subjects}
    made = []
    for one in found:
        subject = by_id.get(one.statement.id)
        if subject is not None and clock.left > 0:
            result = _one(copy, clock, one, subject)
            if result is not None:
                made.append(result)
    return made


@dataclass(frozen=True, slots=True)
class _Side:
    ms: float
    expected: float
    rows: float


def _one(copy: Copy, clock: Clock, one: Misjudged, subject: Subject) -> TriedStatistics | None:
    before = _side(copy, subject)
    with copy.without(()):
        seconds = max(1.0, clock.left / 4)
        failed = copy.attempt(one.trial, seconds=seconds) or copy.attempt(
            f"analyze {one.place}", seconds=seconds
        )
        after = None if failed else _side(copy, subject)
    if before is None or after is None:
        return None
    return TriedStatistics(
        id=subject.statement.id, name=one.name, before_ms=round(before.ms, 4), after_ms=round(after.ms, 4),
        rows=before.rows, expected_before=before.expected, expected_after=after.expected,
    )  # fmt: skip


def _side(copy: Copy, subject: Subject) -> _Side | None:
    """Mean over the value sets, the least of the rounds for each."""
    found = []
    for text in subject.texts:
        runs = [copy.run(text, limit_s(subject)) for _ in range(ROUNDS)]
        good = [one for one in runs if isinstance(one, Run)]
        if not good:
            return None
        best = min(good, key=lambda one: one.ms)
        top = next((one for one in nodes(best.tree) if one["Node Type"] != "Limit"), best.tree)
        found.append(_Side(best.ms, float(top["Plan Rows"]), float(top["Actual Rows"])))
    count = len(found)
    return _Side(
        sum(one.ms for one in found) / count,
        sum(one.expected for one in found) / count,
        sum(one.rows for one in found) / count,
    )
