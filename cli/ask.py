"""Asks a person, in a terminal. Ctrl-C in a prompt raises KeyboardInterrupt, and nothing was written yet."""

import json
import sys
from typing import Any

from checks.core import Problem
from scaffold.core import Question, Value


def interactive() -> bool:
    """Whether there is a person who could answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def agree(sentence: str, *, otherwise: str, default: bool = True) -> bool:
    """A yes or no.

    Raises:
        Problem: there is nobody to ask; `otherwise` names the option that answers.
    """
    if not interactive():
        raise Problem(f"{sentence} Standard input is not a terminal.", otherwise)
    import questionary

    return bool(questionary.confirm(sentence, default=default).unsafe_ask())


def pick(sentence: str, choices: dict[str, str], *, otherwise: str) -> str:
    """One of several: the keys are what comes back, the values what a person reads.

    Raises:
        Problem: there is nobody to ask.
    """
    if not interactive():
        raise Problem(f"{sentence} Standard input is not a terminal.", otherwise)
    import questionary

    shown = [questionary.Choice(title=title, value=key) for key, title in choices.items()]
    return str(questionary.select(sentence, choices=shown).unsafe_ask())


def answer(question: Question) -> Value:
    """A template's question, with its default and the reason for it.

    Raises:
        Problem: there is nobody to ask.
    """
    if not interactive():
        raise Problem(
            f"{question.key} is not answered, and standard input is not a terminal",
            f"give --set {question.key}=VALUE, an --answers file, or --yes for every default",
        )
    import questionary

    sentence = f"{question.help}{f' ({question.because})' if question.because else ''}"
    if question.kind == "bool":
        return bool(questionary.confirm(sentence, default=bool(question.default)).unsafe_ask())
    if question.kind == "list" and isinstance(question.default, list) and question.default:
        kept: list[Value] = questionary.checkbox(
            sentence, choices=_boxes(question.default)
        ).unsafe_ask()
        return kept
    if question.choices:
        shown = _choices(question)
        default = next((one for one in shown if one.value == question.default), None)
        chosen: Value = questionary.select(sentence, choices=shown, default=default).unsafe_ask()
        return chosen
    return _typed(question, sentence)


def _typed(question: Question, sentence: str) -> Value:
    import questionary

    from cli.answers import typed

    def fits(text: str) -> bool | str:
        try:
            typed(question, text.split(";") if question.kind == "list" else [text])
        except Problem as problem:
            return problem.remedy
        return True

    shown = "" if question.default is None or question.default == [] else str(question.default)
    text = questionary.text(sentence, default=shown, validate=fits).unsafe_ask()
    return typed(question, text.split(";") if question.kind == "list" else [text])


def _choices(question: Question) -> list[Any]:
    import questionary

    return [questionary.Choice(title=str(one), value=one) for one in question.choices]


def _boxes(default: list[Value]) -> list[Any]:
    import questionary

    return [
        questionary.Choice(
            title=one if isinstance(one, str) else json.dumps(one), value=one, checked=True
        )
        for one in default
    ]
