"""Choices inside a rung as decisions: which queue, how to shard, which copy of reads, where to pool, which gateway."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from checks.core import Scalar
from checks.vitals import names

FOLDER = Path(__file__).parent
COMPARE = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}
KEYS = {"title", "rung", "questions", "rules"}
RULE_KEYS = {"take", "when", "why", "limits", "source"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that decides: what is asked, whether it is a yes or a number, and the vital that may know it."""

    key: str
    asks: str
    kind: str
    vital: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What to take when all of its conditions hold; a condition is a truth, or a comparison such as "<= 1000"."""

    take: str
    when: Mapping[str, Scalar]
    why: str
    limits: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A choice: its questions, and its rules from the first to the last, which always holds."""

    name: str
    title: str
    rung: str
    questions: Mapping[str, Question]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The rule that holds with the answers that it rests on; or the one question that is open."""

    rule: Rule | None
    ask: Question | None
    rests_on: Mapping[str, Scalar]


def decided(guide: Guide, answers: Mapping[str, Scalar]) -> Choice:
    """The first rule whose conditions hold; a rule that an open answer could still make hold asks for that answer."""
    used: dict[str, Scalar] = {}
    for rule in guide.rules:
        held, asked = _holds(rule, answers, used)
        if asked is not None:
            return Choice(rule=None, ask=guide.questions[asked], rests_on=used)
        if held:
            return Choice(rule=rule, ask=None, rests_on=used)
    raise AssertionError("the last rule has no condition")


def _holds(
    rule: Rule, answers: Mapping[str, Scalar], used: dict[str, Scalar]
) -> tuple[bool, str | None]:
    """Whether all conditions hold, or the key of the first that is open while none of the others fails."""
    known = {key: answers[key] for key in rule.when if key in answers}
    failing = [key for key, value in known.items() if not _is(value, rule.when[key])]
    if failing:
        used[failing[0]] = known[failing[0]]
        return False, None
    used.update(known)
    return len(known) == len(rule.when), next((key for key in rule.when if key not in known), None)


def _is(value: Scalar, wanted: Scalar) -> bool:
    if isinstance(wanted, bool):
        return bool(value) is wanted
    sign, _, number = str(wanted).partition(" ")
    return bool(COMPARE[sign](float(value), float(number)))


@cache
def guides() -> Mapping[str, Guide]:
    """Every guide by name: the walk of this folder is the registry.

    Raises:
        ValueError: a guide is malformed; the message names it and its fault.
    """
    return {
        path.stem: parse(path.stem, path.read_text("utf-8"))
        for path in sorted(FOLDER.glob("*.yml"))
    }


def parse(name: str, text: str) -> Guide:
    """One guide from its text.

    Raises:
        ValueError: a key is missing or unknown, a rule asks what is no question, or the last rule has a condition.
    """
    data = yaml.safe_load(text)
    _refuse(name, "keys", set(data) ^ KEYS)
    questions = {key: _question(name, key, one) for key, one in data["questions"].items()}
    rules = tuple(_rule(name, one) for one in data["rules"])
    asked = {key for rule in rules for key in rule.when}
    _refuse(
        name,
        "a rule asks what is no question, or a question decides nothing",
        asked ^ set(questions),
    )
    if rules[-1].when:
        raise ValueError(f"{name}: the last rule has a condition")
    return Guide(
        name=name, title=data["title"], rung=data["rung"], questions=questions, rules=rules
    )


def _question(name: str, key: str, data: Mapping[str, Any]) -> Question:
    _refuse(name, f"keys of {key}", set(data) - {"asks", "kind", "vital"})
    _refuse(name, f"kind of {key}", {data["kind"]} - {"bool", "number"})
    _refuse(name, f"vital of {key}", {data.get("vital", "")} - {"", *names()})
    return Question(key=key, asks=data["asks"], kind=data["kind"], vital=data.get("vital", ""))


def _rule(name: str, data: Mapping[str, Any]) -> Rule:
    _refuse(name, "keys of a rule", set(data) ^ RULE_KEYS)
    for key, wanted in data["when"].items():
        if not isinstance(wanted, bool) and str(wanted).partition(" ")[0] not in COMPARE:
            raise ValueError(f"{name}: {key} is compared with {wanted!r}")
    return Rule(
        take=data["take"],
        when=data["when"],
        why=data["why"],
        limits=data["limits"],
        source=data["source"],
    )


def _refuse(name: str, what: str, wrong: set[str]) -> None:
    if wrong:
        raise ValueError(f"{name}: {what}: {', '.join(sorted(wrong))}")
