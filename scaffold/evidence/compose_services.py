"""The services of a project's compose file that a rung builds beside: who answers requests, who stores."""

import re

from checks.core import Place
from checks.probes.repo.snapshot import ComposeFile, Repo, Role, Service

POSTGRES = re.compile(r"postg(res|is)|timescale|pgvector", re.IGNORECASE)
PORT_FLAG = re.compile(r"(?:--port[= ]|-p |--bind[= ]\S*:|-b \S*:|runserver \S*:)(\d+)")
APPLICATION = {Role.WEB, Role.WORKER}


def main_file(repo: Repo) -> ComposeFile | None:
    """The production compose file nearest to the root, or None."""
    return next((one for one in repo.compose if one.production), None)


def web(file: ComposeFile) -> Service | None:
    """The service that answers requests: one built here, before one from a registry."""
    found = [one for one in file.services if one.role is Role.WEB]
    return next((one for one in found if one.builds), found[0] if found else None)


def postgres(file: ComposeFile) -> Service | None:
    """The service that is PostgreSQL, or None."""
    return next((one for one in file.services if POSTGRES.search(one.image)), None)


def same_code(file: ComposeFile, service: Service) -> tuple[Service, ...]:
    """The services that run the application's code: those built like this one, or from the same image."""
    return tuple(
        one
        for one in file.services
        if one.name == service.name
        or (
            one.role in APPLICATION
            and (one.builds, one.dockerfile, one.image)
            == (service.builds, service.dockerfile, service.image)
        )
    )


def inner_port(repo: Repo, service: Service, default: int = 8000) -> tuple[int, str]:
    """The port that a service listens on inside its container, and what says so."""
    commands = [service.command, *(p.command for p in repo.processes if p.role is Role.WEB)]
    for command in commands:
        if found := PORT_FLAG.search(command):
            return int(found[1]), f"`{found[0].strip()}` of its command"
    for mapping in service.ports:
        inside = mapping.rpartition(":")[2].partition("/")[0]
        if inside.isdigit():
            return int(inside), f"the port mapping {mapping} of {service.name}"
    return default, f"{default} is the usual port; the files name none"


def free_name(file: ComposeFile, wanted: str) -> str:
    """This name for a new service, or the next one that is free."""
    taken = {one.name for one in file.services}
    tries = (wanted, *(f"{wanted}-{number}" for number in range(2, 100)))
    return next(one for one in tries if one not in taken)


def free_port(file: ComposeFile, wanted: int) -> int:
    """This port of the host, or the next one that no service publishes."""
    taken = {
        int(part)
        for service in file.services
        for mapping in service.ports
        for part in mapping.partition("/")[0].split(":")[-2:-1]
        if part.isdigit()
    }
    return next(port for port in range(wanted, 65_536) if port not in taken)


def place(file: ComposeFile, service: Service) -> str:
    """Where a service is declared."""
    return str(Place(path=file.path, line=service.line))
