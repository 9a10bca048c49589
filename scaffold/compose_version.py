"""What the project's own files say about the Docker Compose that they are used with.

`include:` came with Docker Compose 2.20 (https://docs.docker.com/compose/releases/release-notes/#2200); docker-compose
1.x, whose last release is of 2021, stops at a file that has it. Offline nobody can ask the program; a version that a
file pins can be read, and a call of `docker-compose` (with a hyphen) is the name of the old program, which newer
installations keep as an alias.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch

from packaging.version import InvalidVersion, Version

from checks.core import Problem
from scaffold.tree import Tree

INCLUDE = Version("2.20")
PLACES = (
    ".github/workflows/*.y*ml",
    ".gitlab-ci.yml",
    ".circleci/config.yml",
    ".travis.yml",
    "bitbucket-pipelines.yml",
    "Makefile",
    "justfile",
    "Taskfile.y*ml",
    "Dockerfile",
    "pyproject.toml",
    "requirements*.txt",
    "requirements/*.txt",
    "*.sh",
    "bin/*.sh",
    "deploy/*.sh",
    "docker/*.sh",
    "scripts/*.sh",
)
PINNED = re.compile(
    r"""docker[/-]compose(?:/compose)?(?:/releases/download/|==|:|@)v?(?P<one>\d+\.\d+(?:\.\d+)?)
    |compose[_-]version["']?\s*[:=]\s*["']?v?(?P<two>\d+\.\d+(?:\.\d+)?)""",
    re.IGNORECASE | re.VERBOSE,
)
CALLED = re.compile(
    r"(?<![\w./-])docker-compose(?=\s+(-\S+\s+\S+\s+)*(up|build|run|pull|exec|down|config)\b)"
)
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A version that a file pins, or, with `version` None, a call of the old program's name; with its place."""

    version: Version | None
    place: str


def told(tree: Tree) -> Told | None:
    """The oldest version that is pinned, else the first call of `docker-compose`; None where nothing is said."""
    pins: list[Told] = []
    called: Told | None = None
    for path in _files(tree):
        content = tree.read(path) or b""
        for number, line in enumerate(content[:LARGEST].decode(errors="replace").splitlines(), 1):
            place = f"{path}:{number}"
            if line.lstrip().startswith("#"):
                continue
            if found := PINNED.search(line):
                pins += _pin(found["one"] or found["two"], place)
            elif called is None and CALLED.search(line):
                called = Told(version=None, place=place)
    return min(pins, key=lambda one: one.version or INCLUDE, default=called)


def _pin(said: str, place: str) -> list[Told]:
    try:
        return [Told(version=Version(said), place=place)]
    except InvalidVersion:
        return []


def _files(tree: Tree) -> Iterator[str]:
    there = {
        one.relative_to(tree.root).as_posix()
        for pattern in PLACES
        for one in tree.root.glob(pattern)
    }
    there |= {one for one in tree.changed if any(fnmatch(one, each) for each in PLACES)}
    for path in sorted(there):
        try:
            if tree.has(path):
                yield path
        except Problem:
            continue
