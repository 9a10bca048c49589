"""`rung choose`: a choice inside a rung (which queue, how to shard, ...), asking only what decides."""

from typing import TYPE_CHECKING, Annotated

import typer

from checks.core import Problem, Scalar
from cli import options

if TYPE_CHECKING:
    from playbooks.guides import Choice, Guide, Question


def choose(
    name: Annotated[str | None, typer.Argument(metavar="GUIDE", help="The choice's name.")] = None,
    tell: Annotated[
        list[str] | None,
        typer.Option("--tell", metavar="KEY=VALUE", help="Answer a question (repeatable)."),
    ] = None,
    saved: options.From = None,
    as_json: options.AsJson = False,
) -> int:
    """Choose a queue, a way to shard, a copy for reads, a pooler or a gateway by what decides.

    Without a name, list the choices. Figures that a saved look knows (--from) are not asked for.
    """
    from cli.screen import choose as screen
    from playbooks.guides import decided, guides

    if name is None:
        screen.everything(guides())
        return 0
    guide = _guide(name)
    answers = {**_known(guide, saved), **_told(guide, tell or ())}
    found = decided(guide, answers)
    if as_json:
        from cli.page.json import SCHEMA, write

        write({"schema": SCHEMA, **_data(guide, found)})
        return 0
    screen.show(guide, _asked(guide, answers, found))
    return 0


def _guide(name: str) -> "Guide":
    from playbooks.guides import guides

    found = guides().get(name)
    if found is None:
        raise Problem(f"no choice is called {name}", f"the choices are: {', '.join(guides())}")
    return found


def _known(guide: "Guide", saved: object) -> dict[str, Scalar]:
    """What the figures of a saved look answer."""
    from pathlib import Path

    if not isinstance(saved, Path):
        return {}
    from checks.fill import fill
    from checks.saved import load

    vitals = fill(load(saved))
    return {
        one.key: fact.value
        for one in guide.questions.values()
        if one.vital and (fact := vitals.fact(one.vital)) is not None
    }


def _told(guide: "Guide", pairs: list[str] | tuple[()]) -> dict[str, Scalar]:
    answers: dict[str, Scalar] = {}
    for pair in pairs:
        key, _, text = pair.partition("=")
        question = guide.questions.get(key.strip())
        if question is None:
            keys = ", ".join(guide.questions)
            raise Problem(f"{guide.name} asks nothing called {key!r}", f"its questions are: {keys}")
        answers[question.key] = read(question, text)
    return answers


def read(question: "Question", text: str) -> Scalar:
    """The answer as its question means it.

    Raises:
        Problem: it is neither yes nor no, or no number.
    """
    word = text.strip().lower()
    if question.kind == "bool":
        if word not in {"yes", "no", "true", "false"}:
            raise Problem(
                f"{question.key} is yes or no, not {text!r}", f"--tell {question.key}=yes"
            )
        return word in {"yes", "true"}
    try:
        number = float(word.rstrip("%")) / (100 if word.endswith("%") else 1)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise Problem(
            f"{question.key} is a number from 0 up, not {text!r}", f"--tell {question.key}=5"
        )
    return number


def _asked(guide: "Guide", answers: dict[str, Scalar], found: "Choice") -> "Choice":
    """The choice after asking a person for what is open; as it stands where there is nobody."""
    from cli.ask import interactive
    from playbooks.guides import decided

    while found.ask is not None and interactive():
        answers[found.ask.key] = _answer(found.ask)
        found = decided(guide, answers)
    return found


def _answer(question: "Question") -> Scalar:
    import questionary

    sentence = question.asks[:1].upper() + question.asks[1:]
    if question.kind == "bool":
        return bool(questionary.confirm(sentence, default=False).unsafe_ask())

    def fits(text: str) -> bool | str:
        try:
            read(question, text)
        except Problem as problem:
            return problem.message
        return True

    return read(question, questionary.text(f"{sentence}:", validate=fits).unsafe_ask())


def _data(guide: "Guide", found: "Choice") -> dict[str, object]:
    """guide, rung, take, why, limits, source (null while a question is open), ask, rests_on."""
    rule, ask = found.rule, found.ask
    return {
        "guide": guide.name,
        "rung": guide.rung,
        "take": rule.take if rule else None,
        "why": rule.why if rule else None,
        "limits": rule.limits if rule else None,
        "source": rule.source if rule else None,
        "ask": {"key": ask.key, "asks": ask.asks, "kind": ask.kind} if ask else None,
        "rests_on": dict(found.rests_on),
    }
