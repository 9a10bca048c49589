"""Dependencies that manifests declare, each with its line; what only development or tests need is marked."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from checks.core import Place
from checks.probes.repo.extras import named
from checks.probes.repo.jvm_and_net import Row, csproj, gradle, line_at, pom, with_catalog
from checks.probes.repo.walk import Tree

MOST_DEPENDENCIES = 2_000
"""Of one manifest: a hundred times what people write by hand."""
DEVELOPMENT = re.compile(r"dev|test|lint|doc|typing|types|ci|qa|bench|example|debug", re.I)

INSTALLED = {"main", "prod", "production", "runtime"}
"""Dependency groups (PEP 735) that say by their name that production installs them; the others are tools."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """One declared package. `ecosystem` is pypi, npm, gem, go, composer, hex, maven, nuget or cargo."""

    ecosystem: str
    name: str
    place: Place
    development: bool = False
    optional: bool = False
    """An extra of a Python package: installed only where somebody asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One manifest file and what it declares."""

    path: str
    ecosystem: str
    text: str
    dependencies: tuple[Dependency, ...]

    @property
    def folder(self) -> str:
        """The component that the manifest belongs to: its folder, or the one above a `requirements/` folder."""
        folder = self.path.rpartition("/")[0]
        last = folder.rpartition("/")[2]
        return folder.rpartition("/")[0] if last in {"requirements", "reqs", "gradle"} else folder


def read(tree: Tree) -> tuple[Manifest, ...]:
    """Every manifest outside tests, examples and docs; a broken one goes to `tree.unread`."""
    found = []
    for path in _likely(tree):
        reader = _reader(path)
        if reader is None or (text := tree.text(path)) is None:
            continue
        if path.endswith("setup.py") and not re.search(r"setuptools|distutils", text):
            continue  # a module of the project that happens to be called so
        ecosystem, parse = reader
        try:
            declared = tuple(
                Dependency(
                    ecosystem=ecosystem,
                    name=name,
                    place=Place(path=path, line=line),
                    development=development,
                    optional=optional,
                )
                for name, line, development, optional in islice(
                    parse(_spelt_out(tree, path, text), path), MOST_DEPENDENCIES
                )
            )
        except (ValueError, AttributeError, TypeError, RecursionError) as error:
            tree.unread[path] = (
                f"broken manifest: {str(error).splitlines()[0] if str(error) else error!r}"
            )
            continue
        found.append(Manifest(path=path, ecosystem=ecosystem, text=text, dependencies=declared))
    return tuple(
        sorted(
            found, key=lambda one: (bool(DEVELOPMENT.search(one.path.rpartition("/")[2])), one.path)
        )
    )


def _likely(tree: Tree) -> list[str]:
    """The files that `_reader` may know, by their names alone."""
    suffixes = (".txt", ".in", *(f".{one}" for one in BY_SUFFIX))
    return sorted({*tree.named(*BY_NAME), *tree.production(*suffixes)})


def _spelt_out(tree: Tree, path: str, text: str) -> str:
    """A Gradle file with the aliases of its version catalog replaced by what they stand for, line by line."""
    if ".gradle" not in path or "libs." not in text:
        return text
    parts = path.split("/")[:-1]
    for depth in range(len(parts), -1, -1):
        catalog = "/".join([*parts[:depth], "gradle", "libs.versions.toml"])
        if catalog in tree.sizes:
            return with_catalog(text, tree.text(catalog) or "")
    return text


Reader = Callable[[str, str], Iterator[Row]]
REQUIREMENTS = re.compile(
    r"(^|/)requirements[\w.-]*\.(txt|in)$|(^|/)requirements/[\w.-]+\.(txt|in)$"
)


def _reader(path: str) -> tuple[str, Reader] | None:
    name = path.rpartition("/")[2]
    if REQUIREMENTS.search(path):
        return "pypi", _requirements
    return BY_NAME.get(name) or BY_SUFFIX.get(name.rpartition(".")[2])


def _bare(requirement: str) -> str:
    """The normalised name of a PEP 508 requirement."""
    return next(iter(named(requirement)), "")


def _requirements(text: str, path: str) -> Iterator[Row]:
    development = bool(DEVELOPMENT.search(path.rpartition("/")[2].removeprefix("requirements")))
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.partition(" #")[0].strip()
        if plain and not plain.startswith(("#", "-", "http", "git+", ".", "/")) and _bare(plain):
            yield from ((name, number, development, False) for name in named(plain))


def _pyproject(text: str, path: str) -> Iterator[Row]:
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
    yield from _poetry(text, poetry.get("dependencies", {}), "[tool.poetry.dependencies]", False)
    for group, body in poetry.get("group", {}).items():
        section = f"[tool.poetry.group.{group}.dependencies]"
        for name, line, _, _ in _poetry(text, body.get("dependencies", {}), section, True):
            yield name, line, bool(DEVELOPMENT.search(group)), True
    yield from _poetry(
        text, poetry.get("dev-dependencies", {}), "[tool.poetry.dev-dependencies]", True
    )


def _poetry(text: str, listed: dict[str, Any], section: str, development: bool) -> Iterator[Row]:
    start = max(text.find(section), 0)
    for name, body in listed.items():
        if name.lower() == "python":
            continue
        found = re.compile(rf"^\"?{re.escape(name)}\"?\s*=", re.M).search(text, start)
        optional = isinstance(body, dict) and bool(body.get("optional"))
        yield _bare(name), line_at(text, found.start() if found else start), development, optional


def _pipfile(text: str, path: str) -> Iterator[Row]:
    data = tomllib.loads(text)
    yield from _poetry(text, data.get("packages", {}), "[packages]", False)
    yield from _poetry(text, data.get("dev-packages", {}), "[dev-packages]", True)


def _setup(text: str, path: str) -> Iterator[Row]:
    """setup.py and setup.cfg: the quoted or listed names of install_requires."""
    found = re.search(r"install_requires\s*=\s*(\[.*?\]|\n(?:[ \t]+\S.*\n)+)", text, re.S)
    if found:
        for one in re.finditer(
            r"^[ \t]*[\"']?([A-Za-z0-9][\w.-]*)", found.group(1).replace("[", "\n"), re.M
        ):
            yield _bare(one.group(1)), line_at(text, found.start(1) + one.start(1)), False, False


def _package_json(text: str, path: str) -> Iterator[Row]:
    data = json.loads(text)
    for section in ("dependencies", "devDependencies", "optionalDependencies"):
        start = max(text.find(f'"{section}"'), 0)
        for name in data.get(section) or {}:
            yield (
                name,
                line_at(text, text.find(f'"{name}"', start)),
                section.startswith("dev"),
                False,
            )


def _composer(text: str, path: str) -> Iterator[Row]:
    data = json.loads(text)
    for section in ("require", "require-dev"):
        start = max(text.find(f'"{section}"'), 0)
        for name in data.get(section) or {}:
            yield (
                name,
                line_at(text, text.find(f'"{name}"', start)),
                section.endswith("dev"),
                False,
            )


def _gemfile(text: str, path: str) -> Iterator[Row]:
    groups: list[tuple[bool, bool]] = []
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.partition("#")[0].strip()
        if re.search(r"\bdo(\s*\|.*\|)?$", plain):
            group = plain.startswith("group")
            asked = group and re.search(r"\boptional:\s*true\b", plain) is not None
            groups.append((group and _only_development(plain), asked))
        elif plain == "end" and groups:
            groups.pop()
        elif found := re.match(r"gem\s*\(?\s*[\"']([\w.-]+)[\"'](.*)", plain):
            inline = "group" in found.group(2) and _only_development(found.group(2))
            development = inline or any(one for one, _ in groups)
            yield found.group(1), number, development, any(asked for _, asked in groups)


def _only_development(text: str) -> bool:
    named = set(re.findall(r":(\w+)", text)) - {
        "group",
        "groups",
        "require",
        "optional",
        "platforms",
    }
    return bool(named) and named <= {"development", "test", "lint", "ci", "doc", "profile", "tools"}


def _go_mod(text: str, path: str) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r"\s*(?:require\s+)?([\w.-]+\.[a-z]+/\S+)\s+v\S+\s*(//.*)?$", line)
        if found and "indirect" not in (found.group(2) or ""):
            yield re.sub(r"/v\d+$", "", found.group(1)), number, False, False


def _mix(text: str, path: str) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r"\s*\{:(\w+),(.*)", line)
        if found:
            only = re.search(r"only:\s*(\[[^\]]*\]|:\w+)", found.group(2))
            yield (
                found.group(1),
                number,
                bool(only) and ":prod" not in str(only and only.group(1)),
                False,
            )


def _cargo(text: str, path: str) -> Iterator[Row]:
    data = tomllib.loads(text)
    for section, development in (("dependencies", False), ("dev-dependencies", True)):
        yield from _poetry(text, data.get(section, {}), f"[{section}]", development)


def _line_of(text: str, requirement: str) -> int:
    """The line of a quoted requirement that is no comment."""
    for quote in "\"'":
        found = re.search(rf"^[^#\n]*{re.escape(quote + requirement + quote)}", text, re.M)
        if found:
            return line_at(text, found.end())
    return 1


BY_NAME: dict[str, tuple[str, Reader]] = {
    "pyproject.toml": ("pypi", _pyproject),
    "Pipfile": ("pypi", _pipfile),
    "setup.py": ("pypi", _setup),
    "setup.cfg": ("pypi", _setup),
    "package.json": ("npm", _package_json),
    "composer.json": ("composer", _composer),
    "Gemfile": ("gem", _gemfile),
    "gems.rb": ("gem", _gemfile),
    "go.mod": ("go", _go_mod),
    "mix.exs": ("hex", _mix),
    "pom.xml": ("maven", pom),
    "build.gradle": ("maven", gradle),
    "build.gradle.kts": ("maven", gradle),
    "Cargo.toml": ("cargo", _cargo),
}
BY_SUFFIX: dict[str, tuple[str, Reader]] = {
    "csproj": ("nuget", csproj),
    "fsproj": ("nuget", csproj),
    "gradle": ("maven", gradle),
}
