"""The questions before an answer: at most twelve, the most deciding first, each with "I don't know" and a command.

What is answered is kept outside the project, after each question: Ctrl-C keeps it, and nothing is asked twice.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from checks.answers import Answers, keep, load, where
from checks.core import Fact, Problem
from checks.fill import fill
from checks.probes.told import typed as checked
from checks.vitals import Vitals, how_to_measure, unit_of, words_of
from cli import figures, words
from cli.ask import interactive, pick
from cli.decided import Decided, judged
from cli.look import Seen
from cli.screen import paper
from playbooks.questions import MOST, next_question, outlived, sentence

UNKNOWN = "I don't know"
UNITS = {
    "ratio": "a share, as 0.8 or 80%",
    "1": "a number",
    "1/s": "a number per second",
    "B": "bytes, as 20000000000 for 20 GB",
    "ms": "milliseconds",
    "s": "seconds",
    "min": "minutes",
    "d": "days",
    "h": "hours",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Whom the questions are for: the project's folder, the command that asks, the day on which it asks."""

    root: Path
    command: str
    today: date

    def answers(self) -> Answers:
        """What was told before.

        Raises:
            Problem: the file of the answers was broken by hand.
        """
        return load(self.root, self.today)

    def measured_by(self, name: str) -> str:
        """The command that measures this figure, as this project's; empty where nothing does."""
        command = how_to_measure(name)
        if "--tell" in command:
            return ""
        own = command.replace("rung assess", f"rung {self.command}")
        return f"{own}{words.there(self.root)}"


def asking(root: Path, command: str) -> Asking:
    """The questions of this command about this project, today."""
    return Asking(root=root, command=command, today=date.today())


def asked(found: Decided, about: Asking, built: str = "") -> Decided:
    """The decision with what a person answered; each answer may change which question comes next.

    `built` is a rung that was just built: what was told of the time before it is asked again.

    Raises:
        Problem: there is nobody to ask.
    """
    if not interactive():
        raise Problem(
            "there is nobody to ask: standard input is not a terminal",
            "give what you know with --tell NAME=VALUE or in a file with --from",
        )
    kept = about.answers()
    place = 0
    while len(kept.asked) < MOST and (name := _next(found, about, kept)):
        place += 1
        if place == 1:
            _begin(kept, built)
        found, kept = _one(found, about, kept, name, f"{place}. ")
    return found


def forget(about: Asking) -> None:
    """Ask again for what a rung that was just built may have changed."""
    kept = about.answers()
    facts = {name: one for name, one in kept.facts.items() if not outlived(name)}
    if facts != kept.facts:
        keep(about.root, replace(kept, facts=facts))


def change(found: Decided, about: Asking) -> Decided:
    """Ask again for one figure that was told or not known."""
    kept = about.answers()
    known = {name: figures.of(one) for name, one in kept.facts.items()}
    known |= dict.fromkeys(sorted(kept.unknown), UNKNOWN)
    menu = {name: f"{name}: {said}" for name, said in known.items()}
    name = pick("Which one?", {**menu, "": "None of them"}, otherwise="")
    return _one(found, about, kept, name, "")[0] if name else found


def _next(found: Decided, about: Asking, kept: Answers) -> str | None:
    from scaffold.ledger import read

    held = frozenset(read(about.root).held)
    return next_question(found.seen.looks, found.decision, found.rungs, kept.unknown, held)


def _begin(kept: Answers, built: str) -> None:
    console = paper.sheet()
    console.print()
    console.print(paper.ink("What only you know", "bold"))
    said = f"What you told of the time before {built} was built is asked again. " if built else ""
    said += (
        f"{figures.plural(MOST - len(kept.asked), 'question')} at most, the most deciding first. "
    )
    said += f'"{UNKNOWN}" is an answer; Ctrl-C leaves and keeps what you have said'
    said += f" in {kept.path}, where you can change it." if kept.path else "."
    paper.block(console, said, indent=0)
    console.print()


def _one(
    found: Decided, about: Asking, kept: Answers, name: str, number: str
) -> tuple[Decided, Answers]:
    answer = _answer(about, name, number)
    if answer is None:
        facts = {key: one for key, one in kept.facts.items() if key != name}
        kept = replace(kept, facts=facts, unknown=kept.unknown | {name})
    else:
        value = checked(name, answer)
        fact = Fact(name=name, value=value, unit=unit_of(name), where=where(about.today))
        kept = replace(kept, facts={**kept.facts, name: fact}, unknown=kept.unknown - {name})
    keep(about.root, kept)
    return judged(_with(found.seen, name, kept), about.root), kept


def _with(seen: Seen, name: str, kept: Answers) -> Seen:
    """What was seen, and what is told of this figure now; nothing is looked at again."""
    vitals = seen.looks.get(Vitals) or Vitals()
    others = (one for one in vitals.known() if one.name != name)
    told = (kept.facts[name],) if name in kept.facts else ()
    looks = seen.looks.with_(Vitals(lines=vitals.lines).with_facts(*others, *told))
    return replace(seen, looks=looks.with_(fill(looks)))


def _answer(about: Asking, name: str, number: str) -> str | None:
    """What was answered as text, or None for "I don't know". The question stands above its prompt, whole."""
    import questionary  # noqa: F401 (before the question is shown: Ctrl-C during an import is lost)

    console = paper.sheet()
    console.print(paper.ink(f"{number}{sentence(name).asks}"))
    if command := about.measured_by(name):
        console.print(paper.ink(f"   measured by: {command}", "dim"), soft_wrap=True)
    closed = words_of(name) or (("yes", "no") if unit_of(name) == "bool" else ())
    return _chosen(name, closed) if closed else _typed(name)


def _chosen(name: str, closed: tuple[str, ...]) -> str | None:
    import questionary

    said = sentence(name).words
    choices = [questionary.Choice(title=said.get(one, one), value=one) for one in closed]
    choices.append(questionary.Choice(title=UNKNOWN, value=UNKNOWN))
    chosen = str(questionary.select("Your answer:", choices=choices).unsafe_ask())
    return None if chosen == UNKNOWN else chosen


def _typed(name: str) -> str | None:
    import questionary

    def fits(text: str) -> bool | str:
        try:
            return not text.strip() or checked(name, text) is not None
        except Problem as problem:
            return problem.remedy

    unit = UNITS.get(unit_of(name), f"a number of {unit_of(name)}")
    prompt = f"{unit[:1].upper()}{unit[1:]} (empty: {UNKNOWN}):"
    return str(questionary.text(prompt, validate=fits).unsafe_ask()).strip() or None
