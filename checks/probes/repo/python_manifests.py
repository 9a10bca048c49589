"""The manifests of Python: requirements, pyproject.toml, Pipfile, setup.py, setup.cfg; and tables of TOML."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from checks.probes.repo.extras import named
from checks.probes.repo.jvm_and_net import Row, line_at

DEVELOPMENT = re.compile(r"dev|test|lint|doc|typing|types|ci|qa|bench|example|debug", re.I)

INSTALLED = {"main", "prod", "production", "runtime"}
"""Dependency groups (PEP 735) that say by their name that production installs them; the others are tools."""

REQUIREMENTS = re.compile(
    r"(^|/)requirements[\w.-]*\.(txt|in)$|(^|/)requirements/[\w.-]+\.(txt|in)$"
)
BLOCK = r"\n(?:[ \t]+\S[^\n]*\n)+"
"""The indented lines below a key of setup.cfg."""
INSTALLS = re.compile(
    rf"^[ \t]*install_requires\s*=[ \t]*(\[[^\[\]]*(?:\[[\w, -]*\][^\[\]]*)*\]|{BLOCK})", re.M
)
SECTION = re.compile(r"^\[options\.extras_require\][^\n]*\n(.*?)(?=^\[|\Z)", re.M | re.S)
NAMED = re.compile(rf"^([\w-]+)[ \t]*=[ \t]*({BLOCK})", re.M)
QUOTED = re.compile(r"^[ \t]*extras_require\s*=\s*\{([^{}]*)\}", re.M)
KEYED = re.compile(r"[\"']([\w-]+)[\"']\s*:\s*(\[[^\[\]]*(?:\[[\w, -]*\][^\[\]]*)*\])")


def _bare(requirement: str) -> str:
    """The normalised name of a PEP 508 requirement."""
    return next(iter(named(requirement)), "")


def requirements(text: str, path: str) -> Iterator[Row]:
    """One requirement a line; a file's name says whether only development installs it."""
    development = bool(DEVELOPMENT.search(path.rpartition("/")[2].removeprefix("requirements")))
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.partition(" #")[0].strip()
        if plain and not plain.startswith(("#", "-", "http", "git+", ".", "/")) and _bare(plain):
            yield from ((name, number, development, False) for name in named(plain))


def pyproject(text: str, path: str) -> Iterator[Row]:
    """The tables of PEP 621, PEP 735 and Poetry."""
    data = tomllib.loads(text)
    project = data.get("project", {})
    for one in project.get("dependencies", []):
        yield from ((name, _line_of(text, one), False, False) for name in named(one))
    for extra, listed in project.get("optional-dependencies", {}).items():
        for one in listed:
            line, development = _line_of(text, one), bool(DEVELOPMENT.search(extra))
            yield from ((name, line, development, True) for name in named(one))
    for group, listed in data.get("dependency-groups", {}).items():
        for one in listed:
            if isinstance(one, str):
                line = _line_of(text, one)
                yield from ((name, line, group not in INSTALLED, False) for name in named(one))
    poetry = data.get("tool", {}).get("poetry", {})
    yield from table(text, poetry.get("dependencies", {}), "[tool.poetry.dependencies]", False)
    for group, body in poetry.get("group", {}).items():
        section = f"[tool.poetry.group.{group}.dependencies]"
        for name, line, _, _ in table(text, body.get("dependencies", {}), section, True):
            yield name, line, bool(DEVELOPMENT.search(group)), True
    yield from table(
        text, poetry.get("dev-dependencies", {}), "[tool.poetry.dev-dependencies]", True
    )


def table(text: str, listed: dict[str, Any], section: str, development: bool) -> Iterator[Row]:
    """The names of one TOML table, each with its line and whether it is optional."""
    start = max(text.find(section), 0)
    for name, body in listed.items():
        if name.lower() == "python":
            continue
        found = re.compile(rf"^\"?{re.escape(name)}\"?\s*=", re.M).search(text, start)
        optional = isinstance(body, dict) and bool(body.get("optional"))
        yield _bare(name), line_at(text, found.start() if found else start), development, optional


def pipfile(text: str, path: str) -> Iterator[Row]:
    """Its two tables."""
    data = tomllib.loads(text)
    yield from table(text, data.get("packages", {}), "[packages]", False)
    yield from table(text, data.get("dev-packages", {}), "[dev-packages]", True)


def setup(text: str, path: str) -> Iterator[Row]:
    """setup.py and setup.cfg: what install_requires lists or quotes, and the extras, which somebody has to ask for."""
    found = INSTALLS.search(text)
    if found:
        for name, line in _listed(text, *found.span(1)):
            yield name, line, False, False
    for extra, start, end in _extras(text):
        for name, line in _listed(text, start, end):
            yield name, line, bool(DEVELOPMENT.search(extra)), True


def _extras(text: str) -> Iterator[tuple[str, int, int]]:
    """(extra, start, end of its list): a section of setup.cfg, or a dictionary of setup.py."""
    for outer, inner in ((SECTION, NAMED), (QUOTED, KEYED)):
        whole = outer.search(text)
        for one in inner.finditer(text, *whole.span(1)) if whole else ():
            yield one.group(1), *one.span(2)


def _listed(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The names of a list in brackets or of indented lines, each with its line."""
    quoted = text[start:end].startswith("[")
    pattern = r"[\"']([A-Za-z0-9][^\"'\n]*)[\"']" if quoted else r"^[ \t]+([A-Za-z0-9][^\n]*)"
    for one in re.compile(pattern, re.M).finditer(text, start, end):
        yield from ((name, line_at(text, one.start(1))) for name in named(one.group(1)))


def _line_of(text: str, requirement: str) -> int:
    """The line of a quoted requirement that is no comment."""
    for quote in "\"'":
        found = re.search(rf"^[^#\n]*{re.escape(quote + requirement + quote)}", text, re.M)
        if found:
            return line_at(text, found.end())
    return 1
