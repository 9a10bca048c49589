"""The only module that touches copier: a template and its answers become files in memory, never in the project."""

import contextlib
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checks.core import Problem
from checks.probes.repo.yaml_places import parse
from scaffold.core import Value
from scaffold.edits.core import Edit

OWN = "__rung__"
BESIDE = {"when", "together"}
FALSE = {"", "false", "no", "off", "0", "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a template says with these answers. `files` holds content and whether it is executable, by path."""

    files: Mapping[str, tuple[bytes, bool]]
    edits: tuple[Edit, ...]
    commands: tuple[str, ...]
    answers: Mapping[str, Value]
    digest: str
    """SHA-256 over the template's files: its version."""
    needs: tuple[str, ...] = ()
    """The rungs that it builds upon with these answers."""


def render(template: Path, answers: Mapping[str, Value], keys: Sequence[str]) -> Rendered:
    """Render with copier's public API. Problem where an answer does not fit or the template is at fault."""
    with tempfile.TemporaryDirectory(prefix="rung-render-") as folder:
        source, target = Path(folder) / "template", Path(folder) / "out"
        shutil.copytree(template, source)
        own = source / "files" / OWN
        own.mkdir(parents=True)
        for name in ("edits.yml", "commands.yml", "needs.yml"):
            if (template / name).is_file():
                shutil.copyfile(template / name, own / f"{name}.jinja")
        says = ", ".join(f'"{one}": {{{{ {one} | default(none) | to_json }}}}' for one in keys)
        (own / "answers.json.jinja").write_text("{" + says + "}", encoding="utf-8")
        _run(source, target, dict(answers), template.name)
        edits = _list(target / OWN / "edits.yml", template.name)
        commands = _list(target / OWN / "commands.yml", template.name)
        needs = _list(target / OWN / "needs.yml", template.name)
        known: dict[str, Value] = json.loads((target / OWN / "answers.json").read_text("utf-8"))
        shutil.rmtree(target / OWN)
        return Rendered(
            files=_files(target),
            edits=tuple(one for item in edits for one in _edit(item)),
            commands=tuple(str(one) for one in commands),
            answers=known,
            digest=digest(template),
            needs=tuple(str(one) for one in needs),
        )


def digest(template: Path) -> str:
    """The template's version: SHA-256 over the names and contents of its files, its page for people aside."""
    whole = hashlib.sha256()
    files = (one for one in template.rglob("*") if one.is_file() and one.name != "README.md")
    for one in sorted(files):
        content = hashlib.sha256(one.read_bytes()).hexdigest()
        whole.update(f"{one.relative_to(template).as_posix()} {content}\n".encode())
    return whole.hexdigest()


def _run(source: Path, target: Path, answers: dict[str, Any], name: str) -> None:
    import copier
    from copier.errors import CopierError
    from jinja2 import TemplateError

    try:
        with contextlib.chdir(source):
            copier.run_copy(
                str(source),
                target,
                data=answers,
                defaults=True,
                quiet=True,
                settings=copier.Settings(),
            )
    except (CopierError, TemplateError, ValueError) as error:
        said = str(error).strip() or type(error).__name__
        raise Problem(
            f"{name} cannot be rendered with these answers: {said}.",
            f"See the choices that templates/{name}/README.md explains.",
        ) from error


def _files(target: Path) -> dict[str, tuple[bytes, bool]]:
    return {
        one.relative_to(target).as_posix(): (one.read_bytes(), bool(one.stat().st_mode & 0o100))
        for one in sorted(target.rglob("*"))
        if one.is_file()
    }


def _list(path: Path, name: str) -> list[Any]:
    if not path.is_file():
        return []
    try:
        found = parse(path.read_text("utf-8")).value or []
    except ValueError as error:
        raise Problem(
            f"templates/{name}/{path.name} is not YAML once rendered: {error}.",
            "Quote answers with to_json.",
        ) from None
    if not isinstance(found, list):
        raise Problem(f"templates/{name}/{path.name} is not a list.", "Start each item with `- `.")
    return found


def _edit(item: Any) -> list[Edit]:
    if not isinstance(item, dict) or len(set(item) - BESIDE) != 1:
        raise Problem(
            f"edits.yml: {item!r} does not name one operation.", "See scaffold/edits/__init__.py."
        )
    if str(item.get("when", "true")).strip().lower() in FALSE:
        return []
    operation = next(one for one in item if one not in BESIDE)
    arguments = item[operation] or {}
    if not isinstance(arguments, dict):
        raise Problem(f"edits.yml: {operation} has no parameters.", "Write them as a mapping.")
    together = str(item.get("together", ""))
    return [Edit(operation=operation, arguments=arguments, together=together)]
