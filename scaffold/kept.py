"""The answers that a rung was built with, as its template of today asks for them."""

from collections.abc import Mapping
from pathlib import Path

from checks.core import Problem
from scaffold import questions, template_history
from scaffold.core import Value
from scaffold.held import Held


def answers(held: Held, templates: Path | None = None) -> dict[str, Value]:
    """What was answered, under today's names; what is no longer asked is gone, what is new is not in it.

    Raises:
        Problem: the template is gone, or it asks for a secret, which is kept nowhere and has to be given again.
    """
    rung = held.receipt.rung
    template = questions.folder(rung, templates)
    now = template_history.answers(template, held.level, held.receipt.answers)
    asked = questions.keys(rung, templates)
    return {key: value for key, value in now.items() if key in asked and value is not None}


def whole(
    held: Held, wishes: Mapping[str, Value], templates: Path | None = None
) -> dict[str, Value]:
    """Every question's answer: the wish, else the answer that was given, else the template's own default.

    Raises:
        Problem: as in `answers`, and for an answer that no longer fits.
    """
    rung = held.receipt.rung
    asked = questions.plain(rung, templates)
    known = {**answers(held, templates), **wishes}
    for key in questions.secret(rung, templates) - known.keys():
        raise Problem(
            f"{rung} was built with a secret answer to {key}, which is written down nowhere.",
            f"Give it again: rung upgrade {rung} --set {key}=VALUE",
        )
    questions.check(rung, asked, known)
    return {one.key: one.default for one in asked} | known
