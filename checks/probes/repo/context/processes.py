"""F2: every start command, from Procfile, image recipes, compose, Kubernetes, systemd, supervisor and s6."""

import re
from collections.abc import Iterable, Iterator
from configparser import ConfigParser, Error

from checks.core import Place
from checks.probes.repo.commands import role_of
from checks.probes.repo.context.model import Starts, Workload
from checks.probes.repo.processes import STARTED, for_development
from checks.probes.repo.sight import Sight
from checks.probes.repo.words import Role, State

CONFIGURED = re.compile(
    r"supervisord?[\w.-]{0,60}\.(conf|ini)$|(^|/)supervisor(\.d)?/[^/]+\.(conf|ini)$"
)
KIND_ROLES = {"CronJob": Role.SCHEDULER}


def processes(sight: Sight, workloads: Iterable[Workload]) -> Iterator[Starts]:
    """Every start command with its role, by place."""
    files = {one.path: sight.state_of(one) for one in sight.compose}
    for one in sight.processes:
        aside = State.INACTIVE if one.place.path in sight.for_development else State.ACTIVE
        yield Starts(
            name=one.name,
            role=one.role,
            command=one.command[:300],
            place=one.place,
            state=files.get(one.place.path, aside),
        )
    for workload in workloads:
        if workload.role is not Role.OTHER and workload.kind != "compose service":
            yield Starts(
                name=workload.name,
                role=KIND_ROLES.get(workload.kind, workload.role),
                command="",
                place=workload.places[0],
                state=workload.state,
            )
        elif workload.kind == "compose service" and workload.role not in {
            *STARTED,
            Role.OTHER,
        }:
            yield Starts(
                name=workload.name,
                role=workload.role,
                command="",
                place=workload.places[0],
                state=workload.state,
            )
    yield from _supervised(sight)
    yield from _units(sight)
    yield from _s6(sight)


def _start(name: str, command: str, path: str, line: int) -> Iterator[Starts]:
    role = role_of(command)
    if role is not None:
        state = State.INACTIVE if for_development(path) else State.ACTIVE
        yield Starts(
            name=name,
            role=role,
            command=command[:300],
            place=Place(path=path, line=line),
            state=state,
        )


def _supervised(sight: Sight) -> Iterator[Starts]:
    """`[program:name] command=` (http://supervisord.org/configuration.html)."""
    for path in sight.tree.production(".conf", ".ini"):
        if not CONFIGURED.search(path):
            continue
        text = sight.tree.text(path) or ""
        reader = ConfigParser(interpolation=None, strict=False)
        try:
            reader.read_string(text)
        except Error:
            sight.tree.unread[path] = "not a configuration that can be parsed"
            continue
        for section in reader.sections():
            command = reader.get(section, "command", fallback="")
            if section.startswith("program:") and command:
                line = text.count("\n", 0, text.find(f"[{section}]")) + 1
                yield from _start(section.removeprefix("program:"), command, path, line)


def _units(sight: Sight) -> Iterator[Starts]:
    """`ExecStart=` of systemd units."""
    for path in sight.tree.production(".service"):
        for number, line in enumerate((sight.tree.text(path) or "").splitlines(), 1):
            if line.startswith("ExecStart="):
                name = path.rpartition("/")[2].removesuffix(".service")
                yield from _start(name, line.partition("=")[2], path, number)


def _s6(sight: Sight) -> Iterator[Starts]:
    """The `run` scripts of s6 services inside an image."""
    for path in sight.tree.named("run"):
        if not re.search(r"s6-rc\.d/|services\.d/|/s6/", path):
            continue
        for number, line in enumerate((sight.tree.text(path) or "").splitlines(), 1):
            plain = line.strip()
            if re.match(r"exec\b|(\S*/)?(celery|gunicorn|granian|uvicorn|python3?)\b", plain):
                yield from _start(path.split("/")[-2], plain, path, number)
