"""Reads the ladder: every `NN_<rung>.md` beside this file is one rung, its head for the program, its body for a person.

Strict on purpose, since a page is data that decides: an unknown or missing key, a section out of place, a check
that has no file, or a rung or vital that does not exist is an error when the pages are read.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from checks.vitals import names
from playbooks.core import Predicts, Resource, Rung

FOLDER = Path(__file__).parent
CHECKS = FOLDER.parent / "checks"
KEYS = (
    "title",
    "relieves",
    "cost",
    "lead_time",
    "days",
    "reversible",
    "raised_by",
    "vetoed_by",
    "needs",
    "settled_by",
    "predicts",
    "loads",
    "again",
    "gate",
    "suffices",
    "template",
)
SECTIONS = (
    "When",
    "Not when",
    "Why before the next",
    "Do",
    "Verify",
    "Undo",
    "What it makes worse",
    "Sources",
)


@cache
def rungs() -> tuple[Rung, ...]:
    """Every rung, from the bottom of the ladder to its top.

    Raises:
        ValueError: a page is malformed; the message names the page and the fault.
    """
    found = tuple(
        parse(path.name, path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("[0-9][0-9]_*.md"))
    )
    known = {one.name for one in found} | set(names())
    for one in found:
        _refuse(one.name, "needs what is neither a rung nor a vital", set(one.needs) - known)
    return found


def rung(name: str) -> Rung:
    """The rung of this name.

    Raises:
        KeyError: there is no such rung.
    """
    for one in rungs():
        if one.name == name:
            return one
    raise KeyError(name)


def parse(file: str, text: str) -> Rung:
    """One page: `NN_<name>.md` and its text.

    Raises:
        ValueError: the head or the body is not as a page must be.
    """
    number, _, name = file.removesuffix(".md").partition("_")
    start, head, body = _split(file, text)
    _refuse(file, "unknown key in the head", set(head) - set(KEYS))
    _refuse(file, "key missing in the head", set(KEYS) - set(head))
    sections = tuple(line[3:].strip() for line in body.splitlines() if line.startswith("## "))
    if start or sections != SECTIONS:
        raise ValueError(f"{file}: sections must be {', '.join(SECTIONS)}; found {sections}")
    _refuse(file, "empty section", {one for one in SECTIONS if not _section(body, one)})
    checks = {*head["raised_by"], *head["vetoed_by"]}
    _refuse(file, "no such check", {one for one in checks if not _exists(one)})
    return _rung(name, int(number), head, body)


def formulas() -> set[str]:
    """The names of the formulas that a promise may rest on."""
    return {path.stem for path in (FOLDER / "formulas").glob("[a-z]*.py")}


def section(one: Rung, title: str) -> str:
    """The text of one section of a rung's page."""
    return _section(one.body, title)


def _split(file: str, text: str) -> tuple[str, dict[str, Any], str]:
    start, _, rest = text.partition("---\n")
    head, mark, body = rest.partition("\n---\n")
    loaded = yaml.safe_load(head) if mark else None
    if not isinstance(loaded, dict):
        raise ValueError(f"{file}: the page must begin with a YAML head between two lines of ---")
    return start.strip(), loaded, body.strip() + "\n"


def _section(body: str, title: str) -> str:
    _, _, rest = f"\n{body}".partition(f"\n## {title}\n")
    return rest.partition("\n## ")[0].strip()


def _exists(check: str) -> bool:
    area, _, name = check.partition(".")
    return (CHECKS / area / f"{name}.py").is_file()


def _refuse(file: str, what: str, wrong: set[str]) -> None:
    if wrong:
        raise ValueError(f"{file}: {what}: {', '.join(sorted(wrong))}")


def _rung(name: str, order: int, head: Mapping[str, Any], body: str) -> Rung:
    predicts = tuple(
        Predicts(
            vital=str(one["vital"]),
            formula=str(one["formula"]),
            low=float(one["low"]),
            high=float(one["high"]),
        )
        for one in head["predicts"]
    )
    _refuse(name, "unknown vital", {one.vital for one in predicts} - set(names()))
    _refuse(name, "no such formula", {one.formula for one in predicts} - {"", *formulas()})
    _refuse(name, "unknown vital", {str(head["settled_by"] or "")} - {*names(), ""})
    return Rung(
        name=name,
        order=order,
        title=str(head["title"]),
        relieves=tuple(Resource(one) for one in head["relieves"]),
        cost=int(head["cost"]),
        lead_time=str(head["lead_time"]),
        days=(float(head["days"][0]), float(head["days"][1])),
        reversible=str(head["reversible"]),
        raised_by=tuple(head["raised_by"]),
        vetoed_by=tuple(head["vetoed_by"]),
        needs=tuple(head["needs"]),
        settled_by=str(head["settled_by"] or ""),
        predicts=predicts,
        loads=tuple(head["loads"]),
        again=bool(head["again"]),
        gate=int(head["gate"]),
        suffices=tuple(head["suffices"]),
        template=bool(head["template"]),
        body=body,
    )
