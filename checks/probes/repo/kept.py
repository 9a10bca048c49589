"""A look that was taken before: the same files, the same program, the same answer.

The key holds each file's path, size, times and inode; a change of content changes its time of change (`ctime`), which
no program can set back. A tree with a file younger than the clock's grain is looked at again and not kept,
as git does with its index (https://git-scm.com/docs/racy-git).
"""

import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from checks import store
from checks.codec import build, plain
from checks.core import Problem
from checks.probes.repo.snapshot import ComposeFile, Repo, Role
from checks.probes.repo.walk import Tree

YOUNG_NS = 2_000_000_000
KIND = "repo"
OWN = Path(__file__).parent


def key(tree: Tree) -> str:
    """The name of everything that a look at this tree rests on."""
    seen = (f"{path}:{stamp}" for path, stamp in sorted(tree.stamps.items()))
    rest = (str(tree.root), repr(sorted(tree.unread.items())), _passed(tree))
    return store.fingerprint([program(), *rest, *seen])


def program() -> str:
    """The name of this version of the look itself."""
    own = ((one.name, one.stat()) for one in sorted(OWN.rglob("*.py")))
    stamps = (f"{name}:{stamp.st_size}:{stamp.st_mtime_ns}" for name, stamp in own)
    return store.fingerprint([sys.version, *stamps])


def load(tree: Tree, name: str, compose: tuple[ComposeFile, ...]) -> Repo | None:
    """The look that was kept, with compose files as they were just read; None where there is none."""
    data = store.load(KIND, name)
    if not isinstance(data, Mapping) or "repo" not in data:
        return None
    try:
        repo: Repo = build(Repo, data["repo"], "kept look")
        roles = {str(name): Role(role) for name, role in data["roles"].items()}
    except (Problem, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return replace(repo, root=tree.root, files=tree.files, compose=_with(compose, roles))


def keep(tree: Tree, name: str, repo: Repo) -> Repo:
    """Keep the look, and give it back as it will be read: without passwords outside compose files."""
    data = _plain(repo)
    roles = {
        f"{file.path}:{one.name}": one.role.value for file in repo.compose for one in file.services
    }
    youngest = max((stamp[2] for stamp in tree.stamps.values()), default=0)
    if time.time_ns() - youngest > YOUNG_NS:
        store.keep(KIND, name, {"repo": data, "roles": roles})
    told: Repo = build(Repo, data, "look")
    return replace(told, root=tree.root, files=tree.files, compose=repo.compose)


def _plain(repo: Repo) -> Any:
    return plain(replace(repo, root=Path(), files=(), compose=()))


def _with(files: tuple[ComposeFile, ...], roles: Mapping[str, Role]) -> tuple[ComposeFile, ...]:
    return tuple(
        replace(
            file,
            services=tuple(
                replace(one, role=roles.get(f"{file.path}:{one.name}", one.role))
                for one in file.services
            ),
        )
        for file in files
    )


def _passed(tree: Tree) -> str:
    return repr([(reason, sorted(names)) for reason, names in sorted(tree.passed_over.items())])
