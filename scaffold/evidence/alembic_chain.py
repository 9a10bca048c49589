"""Where a new Alembic revision goes: after the project's current head, found by reading the versions folder.

The files are parsed, never run. https://alembic.sqlalchemy.org/en/latest/branches.html says what a head is.
"""

import ast
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from checks.core import Problem
from scaffold.core import Value


def versions(folder: str) -> str:
    """The folder that holds the revisions of an Alembic environment."""
    return f"{folder}/versions" if folder else "versions"


def follow(
    root: Path, folder: str, entries: Sequence[Mapping[str, Value]]
) -> Iterator[dict[str, Value]]:
    """Each entry with its `revision` and the one it comes `after`: first the project's head, then each other.

    Raises:
        Problem: the revisions have several heads, or a file of the folder could not be read.
    """
    after: str | None = head(root / versions(folder))
    for one in entries:
        revision = _revision(one)
        yield {**one, "revision": revision, "after": after}
        after = revision


def head(folder: Path) -> str | None:
    """The one revision that no other follows; None where there is no revision yet.

    Raises:
        Problem: there are several, or a file could not be read.
    """
    links = dict(_links(folder))
    followed = {one for before in links.values() for one in before}
    heads = sorted(set(links) - followed)
    if len(heads) > 1:
        raise Problem(
            f"the Alembic revisions in {folder.name} have {len(heads)} heads ({', '.join(heads)})",
            "alembic merge heads, then try again",
        )
    if links and not heads:
        raise Problem(f"the Alembic revisions in {folder.name} form a circle", "alembic history")
    return heads[0] if heads else None


def _links(folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each revision of a folder, and the revisions that it follows."""
    for path in sorted(folder.rglob("*.py")):
        try:
            names = _assigned(ast.parse(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, SyntaxError) as error:
            raise Problem(
                f"{path.name} cannot be read: {error}", "mend that revision first"
            ) from None
        if isinstance(revision := names.get("revision"), str):
            before = names.get("down_revision")
            many = before if isinstance(before, tuple | list) else (before,)
            yield revision, tuple(one for one in many if isinstance(one, str))


def _assigned(module: ast.Module) -> dict[str, object]:
    """The module-level names that hold plain values."""
    found: dict[str, object] = {}
    for node in module.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        for target in targets:
            if isinstance(target, ast.Name) and isinstance(
                value, ast.Constant | ast.Tuple | ast.List
            ):
                found[target.id] = _plain(value)
    return found


def _plain(value: ast.expr) -> object:
    try:
        return ast.literal_eval(value)
    except ValueError:
        return None


def _revision(entry: Mapping[str, Value]) -> str:
    said = "\0".join(str(entry.get(key)) for key in ("schema", "table", "columns", "name"))
    return hashlib.sha256(said.encode()).hexdigest()[:12]
