"""The answer, as a person reads it: the next step, why, what it moves, what it costs, what was put aside for it."""

from rich.console import Console
from rich.text import Text

from checks.core import Looks
from checks.vitals import Vitals, how_to_measure, meaning_of
from cli import words
from cli.screen import paper
from playbooks.core import Answer, Decision, Rung, Verdict

WIDEST_LIST = 4
"""Rungs put aside that are named with their reason; the rest is on request."""


def show(console: Console, decision: Decision, rungs: dict[str, Rung], looks: Looks) -> None:
    """The next step with its reasons and terms, and the answer to a rung that somebody had in mind."""
    if decision.next is None:
        console.print(paper.ink("Next step: none", "bold"))
    else:
        title = f"  {rungs[decision.next].title}"
        console.print(Text.assemble("Next step: ", (decision.next, "bold cyan"), title))
    wish(console, decision, looks)
    console.print()
    fact = (looks.get(Vitals) or Vitals()).fact("wish")
    paper.pairs(console, reasons(decision, rungs, str(fact.value) if fact else ""), indent=2)


def wish(console: Console, decision: Decision, looks: Looks) -> None:
    """What the ladder says to a rung that was told as a wish."""
    for line in wish_words(decision, looks.get(Vitals) or Vitals()):
        console.print(paper.ink(line))


def wish_words(decision: Decision, vitals: Vitals) -> list[str]:
    """The answer to the rung that somebody had in mind; nothing where it is the next step or no rung."""
    fact = vitals.fact("wish")
    found = [one for one in decision.verdicts if fact and one.rung == str(fact.value).strip()]
    return [
        f"You asked about {one.rung}: {words.ANSWERS[one.answer]}, since "
        + "; ".join(each.text for each in (one.against or one.because)[:2])
        + (f". What would change that: {one.flips}." if one.flips else ".")
        for one in found
        if one.rung != decision.next
    ]


def reasons(decision: Decision, rungs: dict[str, Rung], wished: str = "") -> list[tuple[str, str]]:
    """The rows of the answer: what is short, why this, what it moves, its terms, what would change it.

    `wished` is a rung that was answered already and is not told again among those put aside.
    """
    short = words.RESOURCES[decision.saturated]
    seen = decision.saturated_because.text
    rows = [("Short of", f"{short}: {seen}" if seen else short)]
    if decision.next:
        rows += _of(decision.verdict(decision.next), rungs[decision.next], wished)
    rows.append(("Direction", decision.direction))
    if decision.then:
        rows.append(("Then", ", ".join(decision.then)))
    return rows + [
        ("Overruled" if not number else "", words.overruled(one))
        for number, one in enumerate(decision.overruled)
    ]


def _of(verdict: Verdict, rung: Rung, wished: str) -> list[tuple[str, str]]:
    rows = [("Why" if not number else "", text) for number, text in enumerate(_why(verdict))]
    if verdict.predicts:
        rows.append(
            ("Will move", f"{words.promise(verdict.predicts)} ({verdict.predicts.formula})")
        )
    rows.append(("Costs", cost(rung)))
    if rung.loads:
        rows.append(("Makes worse", ", ".join(rung.loads)))
    if verdict.terms and verdict.terms.rejected:
        others = [one for one in verdict.terms.rejected if one.rung not in {wished, "do_nothing"}]
        aside = others[:WIDEST_LIST]
        rows += [
            ("Put aside" if not number else "", f"{one.rung}: {words.reason(one.why)}")
            for number, one in enumerate(aside)
        ]
    if verdict.flips:
        rows.append(("Flips when", verdict.flips))
    return rows


def _why(verdict: Verdict) -> list[str]:
    """Each sign with the line from which it counts; what has no line stands alone."""
    lines = {one.check: one.threshold for one in verdict.terms.evidence} if verdict.terms else {}
    return [
        f"{one.text} (counts from: {lines[one.check]})" if one.check in lines else one.text
        for one in verdict.because
    ]


def cost(rung: Rung) -> str:
    """hours to days to do, cost class 1 of 5, can be taken back."""
    if rung.lead_time == "none":
        return "nothing"
    back = words.WAY_BACK.get(rung.reversible, f"reversible: {rung.reversible}")
    return f"{rung.lead_time} to do, cost class {rung.cost} of 5, {back}"


def ask(console: Console, decision: Decision, command: str = "assess") -> None:
    """The one figure that would decide, and this command with the option that measures it."""
    if decision.ask is None:
        return
    console.print()
    vital = decision.ask.vital
    first = "The first figure to look at" if decision.next else "The one figure that would decide"
    text = f"{first}: {vital}, {meaning_of(vital)}."
    paper.block(console, text, indent=0)
    if "--tell" in decision.ask.command:
        paper.block(console, "Nothing measures it for you; tell what you know:", indent=0)
    measured_by = decision.ask.command or how_to_measure(vital)
    paper.command(console, measured_by.replace("rung assess", f"rung {command}"))


def others(console: Console, decision: Decision) -> None:
    """The other rungs in a few lines: grouped by what was answered, and by the reason where it is shared."""
    paper.section(console, "The other rungs")
    rows = [*_standing(decision), *_ruled_out(decision), *_silent(decision)]
    paper.columns(console, rows, fixed=1)


def _names(verdicts: list[Verdict]) -> str:
    return ", ".join(one.rung for one in verdicts)


def _by(decision: Decision, answer: Answer) -> list[Verdict]:
    return [one for one in decision.verdicts if one.answer is answer]


def _standing(decision: Decision) -> list[tuple[str, str]]:
    rows = []
    if held := _by(decision, Answer.HELD):
        rows.append(("held", _names(held)))
    for one in _by(decision, Answer.LATER):
        rows.append(("later", f"{one.rung}: {one.because[0].text}"))
    return rows


def _ruled_out(decision: Decision) -> list[tuple[str, str]]:
    shared: dict[str, list[Verdict]] = {}
    for one in _by(decision, Answer.VETOED):
        first = (one.against or one.because)[0].text
        shared.setdefault(first, []).append(one)
    return [("ruled out", f"{_names(several)}: {why}") for why, several in shared.items()]


def _silent(decision: Decision) -> list[tuple[str, str]]:
    rows = []
    if needless := _by(decision, Answer.NOT_NEEDED):
        rows.append(("not needed", _names(needless)))
    if unknown := _by(decision, Answer.MEASURE):
        rows.append(("not measured", f"{_names(unknown)}"))
    return rows
