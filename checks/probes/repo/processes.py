"""The start commands of Procfile, Dockerfile and compose, with the processes that each asks for."""

import re
from collections.abc import Iterable, Iterator

from checks.core import Place
from checks.probes.repo.commands import processes_of, role_of
from checks.probes.repo.snapshot import ComposeFile, Process, Role
from checks.probes.repo.walk import Tree

DEVELOPMENT = re.compile(
    r"(^|[/_.-])(dev(el(opment)?|db|env|box|tools)?|devcontainer|local|test(s|ing)?|ci|debug)([/_.-]|$)",
    re.I,
)
DOCKERFILE = re.compile(
    r"^(?!.*\.(?:jinja2?|j2|tmpl|tpl|dockerignore|md|rst|adoc|txt)$)(Dockerfile|Containerfile)([.-][\w.-]+)?$|\.[Dd]ockerfile$"
)
"""A template of one is no Dockerfile yet: what it will say is filled in elsewhere; a page about one is none either."""


STARTED = {Role.WEB, Role.WORKER, Role.SCHEDULER, Role.MIGRATE}


def read(tree: Tree, compose: Iterable[ComposeFile]) -> tuple[Process, ...]:
    """Every start command that names a web server or a worker."""
    return (*_procfiles(tree), *_dockerfiles(tree), *_services(compose))


def dockerfiles(tree: Tree) -> list[str]:
    """The image recipes outside tests, examples and docs."""
    return tree.called(DOCKERFILE)


def for_development(path: str) -> bool:
    """A recipe that says in its name or folder that it is not for production."""
    return DEVELOPMENT.search(path) is not None


def _procfiles(tree: Tree) -> Iterator[Process]:
    for path in tree.named("Procfile"):
        for number, line in enumerate((tree.text(path) or "").splitlines(), 1):
            found = re.match(r"([\w-]+):\s*(.+)", line)
            if found:
                name, command = found.groups()
                role = role_of(command) or (Role.WEB if name == "web" else Role.OTHER)
                yield _process(name, role, command, Place(path=path, line=number))


def _dockerfiles(tree: Tree) -> Iterator[Process]:
    for path in dockerfiles(tree):
        last = None
        for number, line in instructions(tree.text(path) or ""):
            if re.match(r"FROM\s", line, re.I):
                last = None
            elif found := re.match(r"(CMD|ENTRYPOINT)\s+(.+)", line, re.I | re.S):
                command = found.group(2)
                if role_of(command):
                    last = (command, number)
        if last is not None:
            role = role_of(last[0]) or Role.OTHER
            yield _process(path.rpartition("/")[2], role, last[0], Place(path=path, line=last[1]))


def instructions(text: str) -> Iterator[tuple[int, str]]:
    """Dockerfile instructions with continued lines joined, each with the line that it starts on."""
    start, held = 1, ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#"):
            continue
        start = start if held else number
        held += line.strip().removesuffix("\\") + " "
        if not line.rstrip().endswith("\\"):
            yield start, held.strip()
            held = ""
    if held:
        yield start, held.strip()


def _services(compose: Iterable[ComposeFile]) -> Iterator[Process]:
    for file in compose:
        for one in file.services:
            if one.role in STARTED:
                place = Place(path=file.path, line=one.line)
                concurrency = one.variables.get("WEB_CONCURRENCY")
                yield _process(one.name, one.role, one.command, place, concurrency)


def _process(
    name: str, role: Role, command: str, place: Place, concurrency: str | None = None
) -> Process:
    return Process(
        name=name,
        role=role,
        command=command,
        place=place,
        processes=processes_of(command, concurrency) if role is Role.WEB else None,
    )
