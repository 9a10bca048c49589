"""`templates/<rung>/upgrades.yml`: what an upgrade must know that the new files alone do not say.

A list, the newest entry last, entries are only ever added; the ledger keeps how many a rung has behind it. Each entry
may hold any of:

    - renamed: {"{{ folder }}/old.py": "{{ folder }}/new.py"}   the user's edits move along and are merged there
      removed: {deploy/old.ini: "why it went"}                  goes when it is as it was written, else it is the user's
      questions: {old_name: new_name}                           the answer is kept under its new name
      note: "What behaves differently now, and what to do."     shown once, when an upgrade crosses the entry
      when: "{{ topology == 'pgbouncer' }}"                     the note is for these answers only

Paths are the names of the files under `files/` without `.jinja`, rendered with the answers; they are the very text of
those names, so that a test can hold one against the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from checks.core import Problem
from scaffold.core import Value

FILE = "upgrades.yml"
KEYS = {"renamed", "removed", "questions", "note", "when"}
FALSE = {"", "false", "no", "off", "0", "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """What lies between the template that a rung was built from and the one of today."""

    level: int
    renamed: Mapping[str, str] = field(default_factory=dict)
    removed: Mapping[str, str] = field(default_factory=dict)
    """Path and the reason."""
    notes: tuple[str, ...] = ()


def entries(template: Path) -> tuple[dict[str, Any], ...]:
    """The entries of a template, none where it has no such file. Problem where the file is not as above."""
    file = template / FILE
    if not file.is_file():
        return ()
    try:
        found = yaml.safe_load(file.read_text("utf-8")) or []
    except yaml.YAMLError as error:
        raise Problem(
            f"templates/{template.name}/{FILE} is not YAML: {error}.", "Repair it."
        ) from None
    wrong = not isinstance(found, list) or any(
        not isinstance(one, dict) or set(one) - KEYS for one in found
    )
    if wrong:
        raise Problem(
            f"templates/{template.name}/{FILE} is not a list of entries.",
            f"Each may hold {', '.join(sorted(KEYS))}.",
        )
    return tuple(found)


def answers(template: Path, level: int, old: Mapping[str, Value]) -> dict[str, Value]:
    """The answers under the names that the questions have now."""
    now = dict(old)
    for entry in entries(template)[level:]:
        for before, after in entry.get("questions", {}).items():
            if before in now:
                now.setdefault(after, now.pop(before))
    return now


def crossed(template: Path, level: int, known: Mapping[str, Value]) -> Crossed:
    """What is crossed from `level` on; `known` are the answers, under their old names and the new ones."""
    every = entries(template)
    renamed: dict[str, str] = {}
    removed: dict[str, str] = {}
    notes = []
    for entry in every[level:]:
        for old, new in entry.get("renamed", {}).items():
            source, target = _said(old, known), _said(new, known)
            followed = {key: target for key, value in renamed.items() if value == source}
            renamed |= followed or {source: target}
        for path, why in entry.get("removed", {}).items():
            removed[_said(path, known)] = why
        concerned = str(entry.get("when", "true"))
        if "note" in entry and _said(concerned, known).strip().lower() not in FALSE:
            notes.append(_said(entry["note"], known))
    return Crossed(level=len(every), renamed=renamed, removed=removed, notes=tuple(notes))


def _said(text: str, known: Mapping[str, Value]) -> str:
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    try:
        return SandboxedEnvironment().from_string(text).render(known, _copier_conf={"sep": "/"})
    except TemplateError as error:
        raise Problem(
            f"{FILE}: {text!r} cannot be rendered: {error}.", "Repair the template."
        ) from None
