"""What each compose service is for, told by its image, its command and by what the services beside it say of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from checks.probes.repo.commands import role_of
from checks.probes.repo.compose_include import parts
from checks.probes.repo.images import KEY_VALUE, name_of, role_of_image
from checks.probes.repo.snapshot import ComposeFile, Role, Service

AS_BROKER = re.compile(r"BROKER|CELERY|QUEUE|SIDEKIQ|RQ_|DRAMATIQ|RESULT_BACKEND|JOBS?_")
AS_CACHE = re.compile(r"CACHE")
STORED = re.compile(r":/var/lib/(postgresql|mysql)\b|:/data/db\b")
DATASTORES = {Role.DATABASE, Role.CACHE, Role.BROKER, Role.POOLER}


def joined(by_path: Mapping[str, ComposeFile]) -> Iterator[ComposeFile]:
    """Each file with the users and roles of its services: those of files that it is included with count."""
    around: dict[str, dict[str, ComposeFile]] = {path: {} for path in by_path}
    for file in by_path.values():
        together = {one.path: one for one in parts(file, by_path)}
        for path in together:
            around[path] |= together
    for path, file in by_path.items():
        beside = [one for each in around[path].values() for one in each.services]
        used = {id(one): replace(one, used_by=_users(one.name, beside)) for one in beside}
        all_used = list(used.values())
        own = (used[id(one)] for one in file.services)
        yield replace(file, services=tuple(replace(s, role=role_among(s, all_used)) for s in own))


def role_among(service: Service, services: list[Service]) -> Role:
    by_image = role_of_image(service.image)
    if by_image is Role.CACHE and name_of(service.image) in KEY_VALUE:
        return _role_of_key_value(service, services)
    if by_image is not None:
        return by_image
    if any(map(STORED.search, service.volumes)):
        return Role.DATABASE  # an image of the project's own around a server's data
    by_command = role_of(service.command)
    if by_command is not None:
        return by_command
    if re.search(r"(^|[-_])(worker|celery|sidekiq)([-_]|\d*$)", service.name):
        return Role.WORKER
    if re.search(r"(^|[-_])(beat|scheduler|cron|clock)([-_]|\d*$)", service.name):
        return Role.SCHEDULER
    stores = [one.name for one in services if role_of_image(one.image) in DATASTORES]
    reads = any(service.name in one.used_by for one in services if one.name in stores)
    own = [one for one in services if role_of_image(one.image) is None]
    named = re.search(
        r"(^|[-_])(web|app|api|server|backend|site|django|rails)([-_]|\d*$)", service.name
    )
    if service.ports and (reads or named or ((service.builds or "") and not service.command)):
        return Role.WEB
    return Role.WEB if service.ports and own == [service] else Role.OTHER


def _role_of_key_value(service: Service, services: list[Service]) -> Role:
    """A Redis is a cache only where a variable or its own name says so; a broker likewise."""
    told = {use for use, _ in uses_of(service, services)}
    broker = Role.BROKER in told or bool(re.search(r"broker|queue|celery", service.name))
    cache = Role.CACHE in told or "cache" in service.name
    if broker == cache:
        return Role.OTHER
    return Role.BROKER if broker else Role.CACHE


def uses_of(service: Service, services: Iterable[Service]) -> tuple[tuple[Role, str], ...]:
    """(cache or broker, "service.VARIABLE") for the variables of other services that name this one."""
    host = _mentions(service.name)
    found = []
    for one in services:
        for name, value in one.variables.items():
            if one.name == service.name or not host.search(value):
                continue
            if AS_BROKER.search(name.upper()):
                found.append((Role.BROKER, f"{one.name}.{name}"))
            if AS_CACHE.search(name.upper()):
                found.append((Role.CACHE, f"{one.name}.{name}"))
    return tuple(found)


def _users(name: str, services: list[Service]) -> tuple[str, ...]:
    host = _mentions(name)
    return tuple(
        one.name
        for one in services
        if one.name != name
        and (
            name in one.depends_on
            or host.search(one.command)
            or any(map(host.search, one.variables.values()))
        )
    )


def _mentions(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")
