"""Which versions of a package a Python project allows: its lock file, pyproject.toml or requirements files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from checks.core import Place
from checks.probes.repo.snapshot import Repo

LOCKS = ("poetry.lock", "uv.lock", "pdm.lock")
NAMES = re.compile(
    r"^(requirements.*\.(txt|in)|pyproject\.toml|base\.txt|production\.txt|prod\.txt)$"
)
POETRY = re.compile(
    r"""^\s*(?P<name>[\w.-]+)\s*=\s*(?:\{.*version\s*=\s*)?["'](?P<version>[^"']+)["']"""
)
QUOTED = re.compile(r"""["']([^"']+)["']""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The versions that are allowed, and the line that says so."""

    allowed: SpecifierSet
    place: Place


def declared(repo: Repo, package: str) -> Declared | None:
    """What the project says of a package: an exact version from a lock file wins; None where it is not named."""
    files = sorted(repo.files, key=lambda one: (_name(one) not in LOCKS, one.count("/"), one))
    for path in files:
        for line, requirement in _named(repo, path):
            if canonicalize_name(requirement.name) == package:
                return Declared(allowed=requirement.specifier, place=Place(path=path, line=line))
    return None


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _named(repo: Repo, path: str) -> Iterator[tuple[int, Requirement]]:
    if _name(path) in LOCKS:
        yield from _locked(_lines(repo, path))
    elif NAMES.match(_name(path)):
        for number, line in enumerate(_lines(repo, path), 1):
            for text in _candidates(path, line):
                try:
                    yield number, Requirement(text)
                except InvalidRequirement:
                    continue


def _candidates(path: str, line: str) -> list[str]:
    """The requirements that one line may hold: a plain line, quoted items, or Poetry's `name = "^1.2"`."""
    if not path.endswith(".toml"):
        return [line.split(" #")[0].strip()]
    if found := POETRY.match(line):
        return [f"{found['name']}{_caret(found['version'])}"]
    return QUOTED.findall(line)


def _caret(version: str) -> str:
    """Poetry's caret and tilde in the words of the packaging standard (the lower bound is what matters here)."""
    if version[:1] in "^~" and version[:2] != "~=":
        return f">={version[1:]}"
    return version if version[:1] in "<>=!~" else "" if version == "*" else f"=={version}"


def _locked(lines: list[str]) -> Iterator[tuple[int, Requirement]]:
    for number, (one, following) in enumerate(pairwise(lines), 1):
        if one.startswith("name = ") and following.startswith("version = "):
            name, version = QUOTED.findall(one), QUOTED.findall(following)
            if name and version:
                yield number, Requirement(f"{name[0]}=={version[0]}")


def _lines(repo: Repo, path: str) -> list[str]:
    try:
        return (repo.root / path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
