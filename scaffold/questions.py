"""What a template asks, with the default that the evidence suggests and the reason for it."""

import difflib
import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from checks.core import Looks, Problem, Scalar
from scaffold.core import Question, Value

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
KINDS = {
    "str": "str",
    "path": "str",
    "int": "int",
    "float": "float",
    "bool": "bool",
    "yaml": "list",
    "json": "list",
}
TYPES: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "list": (list, dict),
}


class Gone(Problem):
    """There is no template of this name."""


def questions(rung: str, looks: Looks, *, templates: Path | None = None) -> tuple[Question, ...]:
    """The questions of `templates/<rung>/copier.yml`. Problem where there is none, or the rung cannot be built here."""
    evidence = _evidence(rung, looks) if templates is None else {}
    return _asked(rung, evidence, templates)


def plain(rung: str, templates: Path | None = None) -> tuple[Question, ...]:
    """The questions with the template's own defaults; no evidence is looked at. Problem as in `questions`."""
    return _asked(rung, {}, templates)


def answered(
    rung: str, answers: Mapping[str, Value], looks: Looks, templates: Path | None = None
) -> dict[str, Value]:
    """Every question's answer: the given one, checked, else the default. Problem as in `questions` and `check`."""
    asked = plain(rung, templates)
    if not {one.key for one in asked} <= answers.keys():
        asked = questions(rung, looks, templates=templates)
    check(rung, asked, answers)
    return {one.key: one.default for one in asked} | dict(answers)


def _asked(
    rung: str, evidence: Mapping[str, tuple[Value, str]], templates: Path | None
) -> tuple[Question, ...]:
    asked = _read(folder(rung, templates))
    return tuple(_question(key, one, evidence.get(key)) for key, one in asked.items())


def folder(rung: str, templates: Path | None = None) -> Path:
    """The rung's template. Problem where there is none."""
    found = (templates or TEMPLATES) / rung
    if not (found / "copier.yml").is_file():
        raise Gone(f"{rung} has no template: it cannot be built yet.", f"rung explain {rung}")
    return found


def secret(rung: str, templates: Path | None = None) -> frozenset[str]:
    """The questions whose answers are never written down."""
    asked = _read(folder(rung, templates))
    return frozenset(key for key, one in asked.items() if one.get("secret"))


def keys(rung: str, templates: Path | None = None) -> tuple[str, ...]:
    """The names of all questions, the hidden ones too."""
    return tuple(_read(folder(rung, templates)))


def check(rung: str, asked: tuple[Question, ...], answers: Mapping[str, Value]) -> None:
    """Problem for an answer that nothing asks for, is of the wrong type, or is not among the choices."""
    known = {one.key: one for one in asked}
    for key, value in answers.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"Its questions: {', '.join(known)}."
            raise Problem(f"{rung} asks nothing called {key}.", remedy)
        if value != known[key].default and not fits(known[key], value):
            choices = ", ".join(str(one) for one in known[key].choices)
            wants = f"one of {choices}" if choices else f"a value of type {known[key].kind}"
            raise Problem(f"{key} cannot be {value!r}.", f"Give {wants}.")


def fits(question: Question, value: Value) -> bool:
    """Whether the answer has the question's type, or is one of its choices."""
    if question.choices:
        return value in question.choices
    if isinstance(value, bool) and question.kind != "bool":
        return False
    return isinstance(value, TYPES[question.kind])


def worth_building(rung: str, answers: Mapping[str, Value], looks: Looks) -> None:
    """Problem (4) where all of it could be built and nothing would use it, as the rung's evidence knows."""
    refuse = getattr(_module(rung), "refuse_unused", None)
    if refuse is not None:
        refuse(looks, answers)


def _read(template: Path) -> dict[str, dict[str, Any]]:
    text = (template / "copier.yml").read_text("utf-8")
    whole = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}  # noqa: S506 (both are safe)
    return {
        key: one if isinstance(one, dict) else {"default": one}
        for key, one in whole.items()
        if not key.startswith("_")
    }


def _evidence(rung: str, looks: Looks) -> Mapping[str, tuple[Value, str]]:
    module = _module(rung)
    found: Mapping[str, tuple[Value, str]] = module.defaults(looks) if module else {}
    return found


def _module(rung: str) -> Any:
    """`scaffold/evidence/<rung>.py`, or None where a rung asks for no evidence."""
    name = f"scaffold.evidence.{rung}"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return None


def _question(key: str, one: Mapping[str, Any], told: tuple[Value, str] | None) -> Question:
    choices = _choices(one.get("choices") or ())
    default, because = told if told is not None else (one.get("default"), "")
    kind = "choice" if choices else KINDS.get(str(one.get("type", _type(default))), "str")
    return Question(
        key=key,
        kind=kind,
        help=str(one.get("help", "")),
        default=default,
        choices=choices,
        because=because,
        when=str(one.get("when", "")),
    )


def _choices(said: Any) -> tuple[Scalar, ...]:
    if isinstance(said, Mapping):
        return tuple(one["value"] if isinstance(one, dict) else one for one in said.values())
    return tuple(one[1] if isinstance(one, list) else one for one in said)


def _type(default: Value) -> str:
    return {bool: "bool", int: "int", float: "float", list: "yaml", dict: "yaml"}.get(
        type(default), "str"
    )
