"""The services of a project's compose file that a rung builds beside: who answers requests, who stores."""

import posixpath
import re
from collections.abc import Sequence

from checks.core import Place
from checks.probes.repo.commands import role_of
from checks.probes.repo.snapshot import ComposeFile, Repo, Role, Service

POSTGRES = re.compile(r"postg(res|is)|timescale|pgvector", re.IGNORECASE)
PORT_FLAG = re.compile(r"(?:--port[= ]|-p |--bind[= ]\S*:|-b \S*:|runserver \S*:)(\d+)")
APPLICATION = {Role.WEB, Role.WORKER}
TOOL = re.compile(
    r"flower|dashboard|(^|[-_/ ])(proxy|nginx|caddy|traefik|haproxy|adminer|pgadmin|mail(hog|pit|catcher)"
    r"|docs?|ui|frontend)([-_:@ ]|$)"
)
"""Services beside the application, by the names of the programs themselves; a Python application is none of them."""
GENERIC = {
    "app",
    "src",
    "api",
    "backend",
    "server",
    "web",
    "config",
    "settings",
    "core",
    "main",
    "",
}
"""Folder names that say nothing about whose an image is."""
NAMED = re.compile(r"(^|[-_])(web|app|api|server|backend|site|django)([-_]|\d*$)")


def web(repo: Repo, file: ComposeFile) -> Service | None:
    """The service that answers the application's requests; None where no one of them stands out.

    In this order: its command starts a web server; it is built from a recipe that does; it is built from the folder
    that holds the application; it takes its image as it is and stores its data in a database of the file.
    """
    for surely in (_starts, _recipe_starts, _builds_application, _plain_image):
        found = [one for one in file.services if _may_be(one) and surely(repo, file, one)]
        for narrower in (_as_built, _published, _named):
            found = [one for one in found if narrower(one)] or found
        if len(found) == 1 or len({(one.image, one.builds, one.dockerfile) for one in found}) == 1:
            return found[0]
        if found:
            return None
    return None


def _may_be(service: Service) -> bool:
    return service.role in {Role.WEB, Role.OTHER} and not TOOL.search(
        f"{service.name} {service.image}"
    )


def _starts(repo: Repo, file: ComposeFile, service: Service) -> bool:
    return role_of(service.command) is Role.WEB


def _recipe_starts(repo: Repo, file: ComposeFile, service: Service) -> bool:
    """Its Dockerfile's command starts a web server, and the service starts nothing else."""
    recipe = posixpath.normpath(
        posixpath.join(_context(file, service), service.dockerfile or "Dockerfile")
    )
    return (
        service.builds is not None
        and not service.command
        and any(one.role is Role.WEB and one.place.path == recipe for one in repo.processes)
    )


def _builds_application(repo: Repo, file: ComposeFile, service: Service) -> bool:
    source, context = _source(repo), _context(file, service)
    recipe = posixpath.dirname(posixpath.normpath(posixpath.join(context, service.dockerfile)))
    of_another = f"{recipe}/package.json" in repo.files and not source.startswith(f"{recipe}/")
    return (
        service.builds is not None
        and (context == "." or source.startswith(f"{context}/"))
        and not of_another
    )


def _plain_image(repo: Repo, file: ComposeFile, service: Service) -> bool:
    """An image that carries the name of the project or of its package: published by itself."""
    stores = [one for one in file.services if one.role is Role.DATABASE]
    reads = any(service.name in one.used_by for one in stores)
    names = {repo.root.resolve().name, *_source(repo).split("/")[:-1]} - GENERIC
    own = bool({one.lower() for one in names} & set(re.split(r"[/:@]", service.image.lower())))
    return service.builds is None and own and (reads or bool(service.ports))


def _as_built(service: Service) -> bool:
    return not service.command or role_of(service.command) is Role.WEB


def _published(service: Service) -> bool:
    return bool(service.ports)


def _named(service: Service) -> bool:
    return service.role is Role.WEB or bool(NAMED.search(service.name))


def _source(repo: Repo) -> str:
    app = repo.python
    return (app.app_file or app.settings_file or "") if app else ""


def _context(file: ComposeFile, service: Service) -> str:
    folder = posixpath.dirname(file.path)
    return posixpath.normpath(posixpath.join(folder, service.builds or "."))


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


def by_name(service: Service) -> bool:
    """Whether other services reach it, and it them, by their names: not from the network of the host or of another."""
    return service.network_mode in ("", "bridge", "default")


def shared_networks(services: Sequence[Service]) -> list[str]:
    """The named networks that a new service joins so that all of these reach it; none: the default one does.

    One network that all of them are in, where there is one, else one of each.
    """
    each = [set(one.networks or ("default",)) for one in services]
    common = set.intersection(*each) if each else {"default"}
    if "default" in common:
        return []
    if common:
        return [next(name for one in services for name in one.networks if name in common)]
    return list(dict.fromkeys((one.networks or ("default",))[0] for one in services))


def place(file: ComposeFile, service: Service) -> str:
    """Where a service is declared."""
    if not service.line:
        return f"service {service.name}"
    return str(Place(path=file.path, line=service.line))
