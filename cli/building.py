"""From a rung's name to a plan: the veto, the answers, the evidence. Shared by `add` and `climb`."""

from dataclasses import dataclass
from pathlib import Path

from checks.core import Looks, Problem
from cli.answers import arising, given
from cli.ask import interactive, review
from cli.decided import Decided
from cli.words import ANSWERS
from playbooks.core import Answer, Decision
from scaffold.core import Plan, Step, Value

REFUSED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the options say about building: answers, whether to ask, and the reason against a veto."""

    pairs: tuple[str, ...] = ()
    file: Path | None = None
    ask: bool = True
    override: str = ""


def plan_of(root: Path, rung: str, found: Decided, wishes: Wishes) -> Plan:
    """The plan that builds this rung here.

    Raises:
        Problem: the ladder vetoes it or nothing here would use it (4), a question is open, or the rung cannot be
            built here (2).
    """
    from scaffold.plan import make
    from scaffold.questions import worth_building

    verdict = found.decision.verdict(rung)
    if verdict.answer is Answer.VETOED and not wishes.override:
        reasons = "; ".join(one.text for one in verdict.against or verdict.because)
        raise Problem(
            f"the ladder vetoes {rung}: {reasons}",
            f'{verdict.flips or "measure again"}; to build it all the same: --override "REASON"',
            REFUSED,
        )
    answers = answers_of(root, rung, found.seen.looks, wishes)
    if not held(root, rung):
        worth_building(rung, answers, found.seen.looks)
    override = wishes.override if verdict.answer is Answer.VETOED else ""
    step = Step(rung=rung, answers=answers, predicts=verdict.predicts, override=override)
    return make(root, step, found.seen.looks)


def remark(decision: Decision, rung: str, override: str) -> str:
    """What a person should know who asks for this rung by name: it is not the one that the ladder would take."""
    verdict = decision.verdict(rung)
    if verdict.answer is Answer.VETOED:
        return f"The ladder vetoes {rung}; you override it: {override}"
    if verdict.answer in {Answer.TAKE, Answer.HELD}:
        return ""
    first = f"it would take {decision.next} first" if decision.next else "it would take no rung now"
    if decision.ask and not decision.next:
        first = f"it would measure {decision.ask.vital} first ({decision.ask.command})"
    return f"The ladder did not ask for {rung} ({ANSWERS[verdict.answer]}): {first}."


def answers_of(root: Path, rung: str, looks: Looks, wishes: Wishes) -> dict[str, Value]:
    """Every question's answer: from the options, from what is already built, from a person, or the default."""
    from scaffold.questions import questions

    asked = questions(rung, looks)
    known = {**held(root, rung), **given(rung, asked, wishes.pairs, wishes.file)}
    open_ = tuple(one for one in asked if one.key not in known)
    if not (wishes.ask and open_):
        return {**{one.key: one.default for one in open_}, **known}
    if interactive():
        from cli.screen import questions as screen

        defaults = {**{one.key: one.default for one in open_}, **known}
        screen.show(arising(open_, defaults))
    return {**review(open_), **known}


def held(root: Path, rung: str) -> dict[str, Value]:
    """The answers that this rung was built with, so that a second run asks nothing and changes nothing."""
    from scaffold import kept
    from scaffold.ledger import read

    found = read(root).rung(rung)
    return kept.answers(found) if found else {}
