"""`rung assess --ask`: at most twelve questions, the most deciding first, each with "I don't know" and a command."""

from dataclasses import replace
from pathlib import Path

from checks.core import Problem
from checks.fill import fill
from checks.probes.told import Told, look
from checks.probes.told import typed as checked
from checks.vitals import Vitals, how_to_measure, meaning_of, unit_of, words_of
from cli.ask import interactive
from cli.decided import Decided, judged
from cli.look import Seen
from cli.screen import paper
from playbooks.questions import MOST, next_question

UNKNOWN = "I don't know"
UNITS = {"ratio": "a share: 0.8 or 80%", "1": "a number", "1/s": "per second"}


def asked(found: Decided, root: Path) -> Decided:
    """The decision with what a person answered; each answer may change which question comes next.

    Raises:
        Problem: there is nobody to ask.
    """
    if not interactive():
        raise Problem(
            "there is nobody to ask: standard input is not a terminal",
            "give what you know with --tell NAME=VALUE or in a file with --from",
        )
    skipped: frozenset[str] = frozenset()
    for place in range(1, MOST + 1):
        name = _next(found, skipped)
        if name is None:
            break
        answer = _answer(name, place)
        if answer is None:
            skipped |= {name}
            _measure(name)
        else:
            found = judged(_with(found.seen, name, answer), root)
    return found


def _with(seen: Seen, name: str, answer: str) -> Seen:
    """What was seen, and this answer; nothing is looked at again."""
    before = seen.looks.get(Told) or Told()
    looks = seen.looks.with_(look({**before.answers, name: answer}))
    return replace(seen, looks=looks.with_(fill(looks)))


def _next(found: Decided, skipped: frozenset[str]) -> str | None:
    vitals = found.seen.looks.get(Vitals) or Vitals()
    return next_question(vitals, found.decision, found.rungs, skipped)


def _answer(name: str, place: int) -> str | None:
    """What was answered as text, or None for "I don't know"."""
    import questionary

    sentence = f"{place}. {meaning_of(name)}"
    closed = words_of(name) or (("yes", "no") if unit_of(name) == "bool" else ())
    if closed:
        chosen = str(questionary.select(sentence, choices=[*closed, UNKNOWN]).unsafe_ask())
        return None if chosen == UNKNOWN else chosen

    def fits(text: str) -> bool | str:
        try:
            return not text.strip() or checked(name, text) is not None
        except Problem as problem:
            return problem.remedy

    unit = UNITS.get(unit_of(name), unit_of(name))
    text = questionary.text(f"{sentence} ({unit}; empty: {UNKNOWN})", validate=fits).unsafe_ask()
    return str(text).strip() or None


def _measure(name: str) -> None:
    """How it would be measured; a figure that nothing measures is only known by telling it."""
    console = paper.sheet()
    command = how_to_measure(name)
    if "--tell" in command:
        paper.block(console, paper.ink(f"later: {command}", "dim"))
    else:
        paper.block(console, paper.ink(f"this measures it: {command}", "dim"))
