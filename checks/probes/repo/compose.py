"""Compose files: their services after anchors and merge keys, each with its line and its role."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from checks.probes.repo.allotted import of_compose
from checks.probes.repo.commands import role_of
from checks.probes.repo.compose_choice import PLAIN
from checks.probes.repo.compose_extends import whole
from checks.probes.repo.images import KEY_VALUE, name_of, role_of_image
from checks.probes.repo.snapshot import ComposeFile, Role, Service
from checks.probes.repo.walk import Tree
from checks.probes.repo.yaml_places import Mapped, parse

NAME = re.compile(r"(^|/)(docker-)?compose([.-][^/]*)?\.ya?ml$")
NOT_PRODUCTION = re.compile(
    r"(?<![a-z])(override|dev(el(opment)?)?|local(dev)?|test(s|ing)?|integration|ci|debug|e2e|gitpod|codespaces|regtest|testnet)"
    r"([.\-_/]|$)",
    re.I,
)
DEVELOPMENT = re.compile(
    r"(^|/)\.?(dev|devel|development|devcontainer|local|ci|regtest|testnet|extras?|contrib|hack|misc|tools?|k6)/"
)
MODES = (
    "NODE_ENV", "RAILS_ENV", "RACK_ENV", "MIX_ENV", "APP_ENV", "FLASK_ENV", "ASPNETCORE_ENVIRONMENT",
    "DOTNET_ENVIRONMENT",
)  # fmt: skip
"""Variables by which frameworks tell development from production; only a mode that is written out says so."""
WORKBENCH = re.compile(r"(^|[-_])dev(elopment)?$", re.I)
AS_BROKER = re.compile(r"BROKER|CELERY|QUEUE|SIDEKIQ|RQ_|DRAMATIQ|RESULT_BACKEND|JOBS?_")
AS_CACHE = re.compile(r"CACHE")
STORED = re.compile(r":/var/lib/(postgresql|mysql)\b|:/data/db\b")
DATASTORES = {Role.DATABASE, Role.CACHE, Role.BROKER, Role.POOLER}


def read(tree: Tree) -> tuple[ComposeFile, ...]:
    """Every compose file outside tests, examples and docs; a broken one goes to `tree.unread`."""
    found = []
    for path in tree.production(".yaml", ".yml"):
        if not NAME.search(path) or (text := tree.text(path)) is None:
            continue
        try:
            services = _services(tree, path, parse(text))
        except (ValueError, RecursionError) as error:
            tree.unread[path] = f"broken YAML: {error}".replace("\n", " ")
            continue
        if services:
            base = path.rpartition("/")[2]
            recipes = (one.dockerfile for one in services)
            production = not any(map(NOT_PRODUCTION.search, (base, *recipes)))
            production = production and not DEVELOPMENT.search(path)
            production = production and not any(map(_of_a_workbench, services))
            found.append(ComposeFile(path=path, services=services, production=production))
    return tuple(sorted(found, key=_order))


def _order(one: ComposeFile) -> tuple[bool, int, bool, str]:
    """Production's first, then the nearest to the root, the plain name before `docker-compose.queue.yml`."""
    return not one.production, one.path.count("/"), not PLAIN.search(one.path), one.path


def _of_a_workbench(service: Service) -> bool:
    """Laravel Sail's container, whose own manual says that it is for development, and what is built to run as such."""
    if "vendor/laravel/sail" in (service.builds or "") or service.image.startswith("sail-"):
        return True
    modes = (service.environment.get(one, "").lower() for one in MODES)
    named = WORKBENCH.search(service.name) is not None
    return service.builds is not None and (named or bool({"development", "dev"} & set(modes)))


def _services(tree: Tree, path: str, mapped: Mapped) -> tuple[Service, ...]:
    value = mapped.value
    declared = value.get("services") if isinstance(value, Mapping) else None
    if not isinstance(declared, Mapping):
        return ()
    plain = [
        _service(str(name), whole(tree, path, name, declared), mapped.line("services", name))
        for name, body in declared.items()
        if isinstance(body, Mapping)
    ]
    used = [replace(one, used_by=_users(one.name, plain)) for one in plain]
    return tuple(replace(one, role=_role(one, used)) for one in used)


def _service(name: str, body: Mapping[Any, Any], line: int) -> Service:
    build = body.get("build")
    deploy = body.get("deploy")
    return Service(
        name=name,
        image=str(body.get("image") or ""),
        command=" ".join(one for key in ("entrypoint", "command") if (one := words(body.get(key)))),
        environment=environment(body.get("environment")),
        line=line,
        role=Role.OTHER,
        builds=_context(build),
        dockerfile=str(build.get("dockerfile") or "") if isinstance(build, Mapping) else "",
        replicas=_whole(
            deploy.get("replicas") if isinstance(deploy, Mapping) else body.get("scale")
        ),
        depends_on=_depends(body.get("depends_on"), body.get("links")),
        healthcheck=_has_healthcheck(body.get("healthcheck")),
        profiles=tuple(map(str, _items(body.get("profiles")))),
        volumes=tuple(_volume(one) for one in _items(body.get("volumes"))),
        ports=tuple(str(one) for one in _items(body.get("ports"))),
        networks=_names(body.get("networks")),
        network_mode=str(body.get("network_mode") or ""),
        cores=of_compose(body),
    )


def words(value: object) -> str:
    """A command as one line, whether it was given as a string or as a list."""
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return " ".join(str(value).split()) if value is not None else ""


def environment(value: object) -> dict[str, str]:
    """The variables, whether given as a mapping or as a list of NAME=VALUE; a null is an empty text."""
    if isinstance(value, Mapping):
        return {str(key): "" if one is None else str(one) for key, one in value.items()}
    pairs = (str(one).partition("=") for one in _items(value))
    return {name: text for name, _, text in pairs}


def _role(service: Service, services: list[Service]) -> Role:
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
        for name, value in one.environment.items():
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
            or any(map(host.search, one.environment.values()))
        )
    )


def _mentions(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")


def _context(build: object) -> str | None:
    if isinstance(build, Mapping):
        return str(build.get("context") or ".")
    return None if build is None else str(build)


def _depends(value: object, links: object) -> dict[str, str]:
    if isinstance(value, Mapping):
        found = {
            str(name): str(one.get("condition", "")) if isinstance(one, Mapping) else ""
            for name, one in value.items()
        }
    else:
        found = {str(one): "service_started" for one in _items(value)}
    return {str(one).partition(":")[0]: "service_started" for one in _items(links)} | found


def _names(value: object) -> tuple[str, ...]:
    return tuple(map(str, value if isinstance(value, Mapping) else _items(value)))


def _has_healthcheck(value: object) -> bool:
    return isinstance(value, Mapping) and not value.get("disable") and value.get("test") != ["NONE"]


def _volume(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{value.get('source', '')}:{value.get('target', '')}"
    return str(value)


def _whole(value: object) -> int:
    text = str(value)
    return int(text) if text.isdecimal() else 1


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
