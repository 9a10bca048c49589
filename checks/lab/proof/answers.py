"""Does a statement answer with the same rows without and with the indexes? Compared on the copy, by a sum of hashes.

No row leaves the copy: the server hashes each and adds them up, so that the order of rows does not count.
"""

import re
from collections.abc import Sequence
from typing import Any

from checks.lab.proof.copy import Copy, Failed, Run
from checks.lab.proof.inputs import Subject
from checks.lab.proof.result import Answers
from checks.sql import parse

SLOWEST_MS = 5000.0
"""A slower statement is not run again only to compare its rows; this tool's default."""
Answer = tuple[Any, ...] | Failed
CHANGES = ("insert", "update", "delete", "merge")
_ENDS = re.compile(r"[;\s]+\Z")


def compared(
    copy: Copy, subject: Subject, drops: Sequence[str], before_ms: float, seconds: float
) -> Answers:
    """Compare the rows of each value set."""
    if not drops or before_ms > SLOWEST_MS:
        return Answers.NOT_COMPARED
    one = _changed if subject.statement.text.lstrip().lower().startswith(CHANGES) else _one
    found = [one(copy, text, drops, seconds) for text in subject.texts]
    worst = (Answers.DIFFERENT, Answers.UNSTEADY, Answers.TIES, Answers.NOT_COMPARED)
    return next((one for one in worst if one in found), Answers.SAME)


def digest(text: str) -> str:
    """A query for the number of rows that a text returns, and one number over all of them."""
    return (
        "select count(*), coalesce(sum(hashtextextended(rung::text, 0)::numeric), 0)"  # noqa: S608 (its own text)
        f" from (\n{_ENDS.sub('', text)}\n) rung"
    )


def alike(copy: Copy, text: str, other: str, seconds: float) -> Answers:
    """Whether two statements answer with the same rows now."""
    first, again = copy.answer(digest(text), seconds), copy.answer(digest(text), seconds)
    return _judged(text, first, again, copy.answer(digest(other), seconds))


def _one(copy: Copy, text: str, drops: Sequence[str], seconds: float) -> Answers:
    query = digest(text)
    with copy.without(drops):
        bare, again = copy.answer(query, seconds), copy.answer(query, seconds)
    return _judged(text, bare, again, copy.answer(query, seconds))


def _judged(text: str, bare: Answer, again: Answer, full: Answer) -> Answers:
    if isinstance(bare, Failed) or isinstance(again, Failed) or isinstance(full, Failed):
        return Answers.NOT_COMPARED
    if bare == full:
        return Answers.SAME
    if bare != again:
        return Answers.UNSTEADY
    return Answers.TIES if bare[0] == full[0] and _has_a_choice(text) else Answers.DIFFERENT


def _changed(copy: Copy, text: str, drops: Sequence[str], seconds: float) -> Answers:
    """Of a statement that changes rows, how many it changes."""
    with copy.without(drops):
        bare = copy.run(text, seconds)
    full = copy.run(text, seconds)
    if isinstance(bare, Failed) or isinstance(full, Failed):
        return Answers.NOT_COMPARED
    return Answers.SAME if _count(bare) == _count(full) else Answers.DIFFERENT


def _count(run: Run) -> float:
    return sum(
        float(one["Actual Rows"]) * float(one["Actual Loops"]) for one in run.tree.get("Plans", ())
    )


def _has_a_choice(text: str) -> bool:
    """Whether the order in which rows are met may decide what it answers."""
    from sqlglot import exp

    tree = parse(text)
    kinds = (exp.Limit, exp.Fetch, exp.Offset, exp.Distinct, exp.Window, exp.ArrayAgg, exp.GroupConcat,
             exp.Anonymous)  # fmt: skip
    return tree is None or tree.find(*kinds) is not None
