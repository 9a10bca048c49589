"""Dependencies that manifests declare, each with its line; what only development or tests need is marked."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from checks.core import Place
from checks.probes.repo.jvm_and_net import Row, csproj, gradle, line_at, pom, with_catalog
from checks.probes.repo.python_manifests import (
    DEVELOPMENT,
    REQUIREMENTS,
    pipfile,
    pyproject,
    requirements,
    setup,
    table,
)
from checks.probes.repo.walk import Tree

MOST_DEPENDENCIES = 2_000
"""Of one manifest: a hundred times what people write by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """One declared package. `ecosystem` is pypi, npm, gem, go, composer, hex, maven, nuget or cargo."""

    ecosystem: str
    name: str
    place: Place
    development: bool = False
    optional: bool = False
    """An extra of a Python package: installed only where somebody asks for it."""
    lent: bool = False
    """A dependency of the JVM that is only compiled against: another module, or a server, brings it."""


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
                    optional=optional and ecosystem != "maven",
                    lent=optional and ecosystem == "maven",
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
    return sorted(
        {*tree.named(*BY_NAME), *tree.production(*suffixes), *tree.called(SECOND_GEMFILE)}
    )


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


def _reader(path: str) -> tuple[str, Reader] | None:
    name = path.rpartition("/")[2]
    if SECOND_GEMFILE.search(name):
        return "gem", _second_gemfile
    if REQUIREMENTS.search(path):
        return "pypi", requirements
    return BY_NAME.get(name) or BY_SUFFIX.get(name.rpartition(".")[2])


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


SECOND_GEMFILE = re.compile(r"^Gemfile\.(?!lock$|next$)[\w-]+$")
"""Beside the first one. `Gemfile.next` is the same with other versions."""


def _second_gemfile(text: str, path: str) -> Iterator[Row]:
    """What a bundle adds to the one that it evaluates: only who asks for it (`BUNDLE_GEMFILE`) has it."""
    if re.search(r"^\s*eval_gemfile\b", text, re.M):
        for name, line, development, _ in _gemfile(text, path):
            yield name, line, development, True


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
        yield from table(text, data.get(section, {}), f"[{section}]", development)


BY_NAME: dict[str, tuple[str, Reader]] = {
    "pyproject.toml": ("pypi", pyproject),
    "Pipfile": ("pypi", pipfile),
    "setup.py": ("pypi", setup),
    "setup.cfg": ("pypi", setup),
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
