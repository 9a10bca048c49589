"""Which compose file of a project is edited: a named one, those of COMPOSE_FILE, Compose's own names in order."""

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from scaffold import text
from scaffold.compose_file import Document, Untrusted, changed, parse
from scaffold.edits.core import End, Refused
from scaffold.tree import Tree

NAMES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
"""In the order in which Compose looks, https://docs.docker.com/compose/intro/compose-application-model/."""


def find(tree: Tree, file: str, service: str = "") -> str | Refused:
    """The compose file of the project: the named one, COMPOSE_FILE of its `.env`, Compose's own names in order.

    Where several files make up the project together, it is the one that declares `service`.
    """
    listed = from_env(tree)
    told = [file] if file else listed
    together = listed if file in listed else told
    here = [one for one in (*told, *together) if tree.has(one)]
    if here:
        return next((one for one in here if service and _declares(tree, one, service)), here[0])
    if not told and (standard := next((one for one in NAMES if tree.has(one)), "")):
        return standard
    if told:
        return Refused(path=told[0], why=f"{told[0]} is not there.", snippet="")
    for folder, name in _above(tree):
        why = f"The compose file is {folder / name}, outside of {tree.root}; nothing is written there."
        return Refused(path=NAMES[0], why=why, snippet="")
    return Refused(path=NAMES[0], why="There is no compose file here.", snippet="")


def above(tree: Tree) -> Path | None:
    """The folder of a repository further up whose compose file Compose would read from here, or None."""
    return next((folder for folder, _ in _above(tree)), None)


def _above(tree: Tree) -> Iterator[tuple[Path, str]]:
    for folder in tree.root.resolve().parents:
        for name in NAMES:
            if (folder / name).is_file():
                yield folder, name
        if (folder / ".git").exists():
            break


def from_env(tree: Tree) -> list[str]:
    """The files that COMPOSE_FILE in the project's `.env` names; no other value of it is kept.

    https://docs.docker.com/compose/how-tos/environment-variables/envvars/ : separated by COMPOSE_PATH_SEPARATOR,
    by default `:`, on Windows `;`.
    """
    said = _variable(tree, "COMPOSE_FILE")
    between = _variable(tree, "COMPOSE_PATH_SEPARATOR") or (";" if ";" in said else ":")
    names = [one.strip() for one in said.split(between)]
    return [posixpath.normpath(one) for one in names if one]


def _variable(tree: Tree, name: str) -> str:
    """A plain value of `.env`; the last one counts."""
    line = rf"^[ \t]*(?:export[ \t]+)?{name}[ \t]*=[ \t]*(\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\r\n]*)"
    found = re.findall(line, (tree.read(".env") or b"").decode(errors="replace"), re.M)
    if not found:
        return ""
    value = str(found[-1])
    return value[1:-1] if value[:1] in "\"'" and value else value.partition(" #")[0].strip()


def _declares(tree: Tree, path: str, service: str) -> bool:
    try:
        document = parse(text.read(tree.read(path) or b"").body)
    except (ValueError, Untrusted):
        return False
    services = document.meaning.get("services")
    return isinstance(services, dict) and service in services


def edited(
    tree: Tree,
    file: str,
    snippet: str,
    change: Callable[[Document], tuple[Any, Sequence[str]] | None],
    service: str = "",
    note: str = "",
) -> End:
    """Edit the compose file: `change` gives the meaning wanted and texts to try; None when the effect is there.

    The first text that means exactly what is wanted is taken; where none does, the edit is refused.
    """
    path = find(tree, file, service)
    if isinstance(path, Refused):
        return Refused(path=path.path, why=path.why, snippet=f"# in your compose file\n{snippet}")
    return changed(tree, path, snippet, change, note)
