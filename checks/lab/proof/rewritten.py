"""Runs a statement and its rewrite in turns on the copy, with the same values, and compares their rows."""

from collections.abc import Sequence

from checks.lab.offers import Offer
from checks.lab.proof.answers import alike
from checks.lab.proof.copy import Clock, Copy, Failed
from checks.lab.proof.inputs import Subject
from checks.lab.proof.result import Answers, TriedRewrite
from checks.lab.proof.timing import ROUNDS, limit_s
from checks.lab.rewrites.asked import Rewrite
from checks.lab.values import filled


def tried(
    copy: Copy, clock: Clock, offers: Sequence[Offer], subjects: Sequence[Subject]
) -> list[TriedRewrite]:
    """Those that claim the same answers, as long as there is time."""
    by_id = {one.statement.id: one for one in subjects}
    found = []
    for one in offers:
        subject = by_id.get(one.statement.id)
        if subject is not None and one.rewrite.text and one.rewrite.same and clock.left > 0:
            made = _one(copy, subject, one.rewrite)
            if made is not None:
                found.append(made)
    return found


def _one(copy: Copy, subject: Subject, rewrite: Rewrite) -> TriedRewrite | None:
    seconds, times = limit_s(subject), list[tuple[float, float]]()
    answers = set[Answers]()
    for values in subject.values:
        same = rewrite.values(values)
        old, new = filled(subject.statement.text, same), filled(rewrite.text, same)
        ran = [(copy.run(old, seconds), copy.run(new, seconds)) for _ in range(ROUNDS)]
        pairs = [
            (a.ms, b.ms) for a, b in ran if not isinstance(a, Failed) and not isinstance(b, Failed)
        ]
        if not pairs:
            return None
        times.append((min(one for one, _ in pairs), min(one for _, one in pairs)))
        answers.add(alike(copy, old, new, seconds))
    worst = (Answers.DIFFERENT, Answers.UNSTEADY, Answers.TIES, Answers.NOT_COMPARED)
    return TriedRewrite(
        id=subject.statement.id,
        text=rewrite.text,
        before_ms=round(sum(one for one, _ in times) / len(times), 4),
        after_ms=round(sum(one for _, one in times) / len(times), 4),
        answers=next((one for one in worst if one in answers), Answers.SAME),
    )
