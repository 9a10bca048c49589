"""Asks a person, in a terminal. Ctrl-C in a prompt raises KeyboardInterrupt, and nothing was written yet."""

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from checks.core import Problem
from cli.answers import arising, typed
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


def review(questions: tuple[Question, ...]) -> dict[str, Value]:
    """Every answer, from the defaults and what a person changes of them.

    Raises:
        Problem: there is nobody to ask.
    """
    if not interactive():
        answers = {one.key: one.default for one in questions}
        names = ", ".join(one.key for one in arising(questions, answers))
        raise Problem(
            f"there is nobody to ask for {names}: standard input is not a terminal",
            "give --yes for every default, or --set KEY=VALUE, or an --answers file",
        )
    answers = {one.key: one.default for one in questions}
    asked = {one.key: one for one in questions}
    while key := pick("Go on with these answers?", _menu(asked, answers), otherwise=""):
        answers[key] = _answer(replace(asked[key], default=answers[key]))
    return answers


def _menu(asked: Mapping[str, Question], answers: dict[str, Value]) -> dict[str, str]:
    now = arising(asked.values(), answers)
    changes = {one.key: f"Change {one.key}: {shown(answers[one.key])}" for one in now}
    return {"": "Yes, go on", **changes}


def shown(value: Value, longest: int = 60) -> str:
    """A value on one line of at most `longest` characters."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and value and all(_is_index(one) for one in value):
        text = ", ".join(_index(one) for one in value if isinstance(one, dict))
    else:
        text = value if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def _is_index(one: Value) -> bool:
    return isinstance(one, dict) and "table" in one and "columns" in one


def _index(one: Mapping[str, Value]) -> str:
    columns = one["columns"]
    inside = ", ".join(map(str, columns)) if isinstance(columns, list) else str(columns)
    return f"{one['table']} ({inside})"


def _answer(question: Question) -> Value:
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
        choices = _choices(question)
        default = next((one for one in choices if one.value == question.default), None)
        chosen: Value = questionary.select(sentence, choices=choices, default=default).unsafe_ask()
        return chosen
    return _typed(question, sentence)


def _typed(question: Question, sentence: str) -> Value:
    import questionary

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
            title=one if isinstance(one, str) else shown([one], 70), value=one, checked=True
        )
        for one in default
    ]
