"""Answers to a template's questions, from `--set`, from a file, or from what the project already holds."""

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from checks.core import Problem
from scaffold.core import Question, Value

TRUE = {"yes", "true", "on", "1"}
FALSE = {"no", "false", "off", "0"}


def given(
    rung: str, questions: tuple[Question, ...], pairs: Iterable[str], file: Path | None
) -> dict[str, Value]:
    """What the options answer: `--set` wins over the file, in the file the rung's own block over the rest.

    Raises:
        Problem: a key is no question of this rung, a value does not fit, or the file cannot be read.
    """
    asked = {one.key: one for one in questions}
    answers = _from_file(file, rung, asked) if file else {}
    for key, texts in _gathered(pairs, rung).items():
        if key not in asked:
            raise _unknown(key, rung, asked)
        answers[key] = typed(asked[key], texts)
    return answers


def _gathered(pairs: Iterable[str], rung: str) -> dict[str, list[str]]:
    """The texts by key; `cache_shared.size=9` is for that rung alone, so a walk over several can be answered."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals:
            raise Problem(f"--set {pair} has no '='", "write it as --set KEY=VALUE")
        owner, _, inner = key.strip().rpartition(".")
        if owner in {"", rung}:
            found.setdefault(inner, []).append(text)
    return found


def _from_file(file: Path, rung: str, asked: Mapping[str, Question]) -> dict[str, Value]:
    whole = _read(file)
    own = whole.get(rung)
    inner = own if isinstance(own, dict) else {}
    for key in inner:
        if key not in asked:
            raise _unknown(str(key), rung, asked)
    outer = {key: value for key, value in whole.items() if key in asked}
    merged = {**outer, **inner}
    return {key: _checked(asked[key], value) for key, value in merged.items()}


def _read(file: Path) -> dict[str, Any]:
    import yaml

    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Problem(
            f"{file} cannot be read: {error.strerror}", "give --answers a file that is there"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        where = getattr(error, "problem_mark", None)
        line = f", line {where.line + 1}" if where else ""
        raise Problem(f"{file}{line} is not YAML", "write one `key: value` a line") from error
    if not isinstance(found, dict):
        raise Problem(f"{file} holds no mapping", "write one `key: value` a line")
    return found


def typed(question: Question, texts: list[str]) -> Value:
    """The text of an option as the question's kind of value."""
    text = texts[-1]
    if question.kind == "list":
        return _json(question, text) if text.startswith("[") else [one for one in texts if one]
    if question.kind == "bool":
        if text.lower() not in TRUE | FALSE:
            raise _misfit(question, text, "say yes or no")
        return text.lower() in TRUE
    try:
        number = {"int": int, "float": float}.get(question.kind, str)(text)
    except ValueError as error:
        raise _misfit(question, text, "give a number") from error
    return _checked(question, number)


def _json(question: Question, text: str) -> Value:
    try:
        found: Value = json.loads(text)
    except ValueError as error:
        raise _misfit(question, text, "write the list as JSON, or repeat --set") from error
    return found


def _checked(question: Question, value: Any) -> Value:
    kinds: dict[str, tuple[type, ...]] = {
        "bool": (bool,),
        "int": (int,),
        "float": (int, float),
        "list": (list,),
    }
    if question.choices:
        by_text = {str(one): one for one in question.choices}
        if str(value) not in by_text:
            raise _misfit(question, value, f"choose one of {', '.join(by_text)}")
        return by_text[str(value)]
    wanted = kinds.get(question.kind)
    if wanted and (
        not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted)
    ):
        raise _misfit(question, value, f"give a value of the kind {question.kind}")
    found: Value = value
    return found


def _misfit(question: Question, value: object, remedy: str) -> Problem:
    return Problem(f"{value!r} is no answer to {question.key}", remedy)


def _unknown(key: str, rung: str, asked: Mapping[str, Question]) -> Problem:
    near = get_close_matches(key, asked, n=1)
    names = ", ".join(asked) or "none"
    hint = f"did you mean {near[0]}?" if near else f"its questions are: {names}"
    return Problem(f"{rung} asks no question called {key}", hint)


def arising(questions: Iterable[Question], answers: Mapping[str, Value]) -> tuple[Question, ...]:
    """The questions that arise under these answers: the pooler's port only where a pooler was chosen."""
    return tuple(one for one in questions if not one.when or _holds(one.when, answers))


def _holds(when: str, answers: Mapping[str, Value]) -> bool:
    from jinja2.sandbox import SandboxedEnvironment

    said = SandboxedEnvironment().from_string(when).render(answers)
    return said.strip().lower() not in {"", "false", "none", "0"}
