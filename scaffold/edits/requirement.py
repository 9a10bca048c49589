"""One dependency, where the project declares them; a package that is named there keeps the project's version.

Formats: PEP 621 (https://packaging.python.org/en/latest/specifications/pyproject-toml/), dependency groups
(https://packaging.python.org/en/latest/specifications/dependency-groups/), Poetry with its groups, requirements files.
"""

import tomllib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scaffold import text
from scaffold.edits.core import Already, Edited, End, Refused
from scaffold.requirement_lines import agree, followed, named, same_name, with_line, written
from scaffold.toml_list import poetry_line, with_item
from scaffold.tree import Tree

PLACES = (
    "requirements.in",
    "requirements.txt",
    "requirements/base.in",
    "requirements/base.txt",
    "requirements/production.in",
    "requirements/production.txt",
    "requirements/prod.txt",
    "requirements/common.txt",
    "requirements/requirements.txt",
)


def edit(tree: Tree, *, spec: str, file: str = "", near: str = "", group: str = "") -> End:
    """`near` is a file of the application: its dependencies are declared in its folder or in one above it.

    `file` names the place where it is not the obvious one. `group` is a dependency group ("dev", "test") instead of
    what runs in production. Refused where the project declares nothing.
    """
    wanted = Requirement(spec)
    path = file or next((one for one in _places(tree, near, group)), "")
    if not path:
        what = f"no group {group}" if group else "no pyproject.toml with dependencies"
        why = f"There is {what} and no requirements file for it."
        place = f"{group}-requirements.txt" if group else "requirements.txt"
        return Refused(path=place, why=why, snippet=f"# to your dependencies\n{spec}")
    content = tree.read(path)
    where = f"the group {group}" if group else "the dependencies"
    paste = f"# to {where} in {path}\n{spec}"
    if content is None:
        return Refused(path=path, why=f"{path} is not there.", snippet=paste)
    try:
        said = text.read(content)
        if path.endswith(".toml"):
            after = _in_toml(said.body, wanted, group)
        else:
            after = with_line(tree, path, said.body, wanted)
    except ValueError as why:
        return Refused(path=path, why=f"{path}: {why}.", snippet=paste)
    if after is None:
        return Already(path=path)
    note = _lock(tree, path)
    return Edited(path=path, content=said.bytes(after), note=note, snippet=paste)


def _places(tree: Tree, near: str, group: str) -> Iterator[str]:
    folders = [str(one) for one in PurePosixPath(near).parents] if near else ["."]
    for folder in dict.fromkeys((*([near] if near else ()), *folders, ".")):
        if found := _place(tree, "" if folder == "." else f"{folder}/", group):
            yield found


def _place(tree: Tree, folder: str, group: str) -> str:
    pyproject = f"{folder}pyproject.toml"
    tables = _tables(tree, pyproject)
    if group:
        poetry = tables.get("tool", {}).get("poetry", {}).get("group", {})
        if group in poetry or group in tables.get("dependency-groups", {}):
            return pyproject
        names = (f"requirements-{group}", f"requirements/{group}", f"{group}-requirements")
        files = (f"{folder}{one}{end}" for one in names for end in (".in", ".txt"))
        return next((one for one in files if tree.has(one)), "")
    project = tables.get("project", {})
    if "dependencies" in project or "dependencies" in tables.get("tool", {}).get("poetry", {}):
        return pyproject
    found = next((folder + one for one in PLACES if tree.has(folder + one)), "")
    found = followed(tree, found) if found else ""
    if not found and "name" in project and "dependencies" not in project.get("dynamic", ()):
        return pyproject
    return found


def _tables(tree: Tree, path: str) -> dict[str, Any]:
    try:
        content = tree.read(path) if tree.has(path) else None
        return tomllib.loads((content or b"").decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}


def _lock(tree: Tree, path: str) -> str:
    folder = str(PurePosixPath(path).parent)
    for lock, command in (
        ("uv.lock", "uv lock"),
        ("poetry.lock", "poetry lock"),
        ("pdm.lock", "pdm lock"),
    ):
        for place in dict.fromkeys((folder, ".")):
            one = lock if place == "." else f"{place}/{lock}"
            if path.endswith("pyproject.toml") and tree.has(one):
                return f"Refresh {one}: {command}"
    compiled = path.removesuffix(".in") + ".txt"
    return f"Compile {compiled} again: pip-compile {path}" if path.endswith(".in") else ""


def _in_toml(body: str, wanted: Requirement, group: str) -> str | None:
    try:
        tables = tomllib.loads(body)
    except tomllib.TOMLDecodeError as broken:
        raise ValueError(str(broken)) from None
    poetry = tables.get("tool", {}).get("poetry", {})
    if group:
        lines = tables.get("dependency-groups", {}).get(group)
        own = poetry.get("group", {}).get(group, {}).get("dependencies")
        keys, table = ("dependency-groups", group), f"tool.poetry.group.{group}.dependencies"
    else:
        lines = tables.get("project", {}).get("dependencies")
        own = poetry.get("dependencies")
        keys, table = ("project", "dependencies"), "tool.poetry.dependencies"
    for line in lines or ():
        there = named(line) if isinstance(line, str) else None
        if there is not None and same_name(there, wanted):
            agree(there, wanted, line)
            return None
    if canonicalize_name(wanted.name) in {canonicalize_name(one) for one in own or {}}:
        return None
    if own is not None and lines is None:
        return poetry_line(body, wanted, table)
    return with_item(body, keys, written(wanted))
