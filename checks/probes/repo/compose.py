"""Compose files: their services after anchors and merge keys, each with its line and its role."""

import re
from collections.abc import Mapping
from typing import Any

from checks.probes.repo.allotted import of_compose
from checks.probes.repo.compose_choice import PLAIN
from checks.probes.repo.compose_env import from_files
from checks.probes.repo.compose_extends import whole
from checks.probes.repo.compose_include import included
from checks.probes.repo.compose_roles import joined
from checks.probes.repo.snapshot import ComposeFile, Role, Service
from checks.probes.repo.walk import Tree
from checks.probes.repo.yaml_places import Mapped, parse

NAME = re.compile(r"(^|/)(docker-)?compose([.-][^/]*)?\.ya?ml$")
NOT_PRODUCTION = re.compile(
    r"(?<![a-z])(override|dev(el(opment)?)?|local(dev)?|test(s|ing)?|integration|snapshots?|ci|debug|e2e|gitpod|codespaces|regtest|testnet)"
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


def read(tree: Tree) -> tuple[ComposeFile, ...]:
    """Every compose file outside tests, examples and docs, and what they include; broken ones go to `tree.unread`."""
    found: dict[str, ComposeFile] = {}
    wanted = [one for one in tree.production(".yaml", ".yml") if NAME.search(one)]
    while wanted:
        path = wanted.pop()
        file = _file(tree, path) if path not in found and path in tree.sizes else None
        if file is not None:
            found[path] = file
            wanted += file.includes
    return tuple(sorted(joined(found), key=_order))


def _file(tree: Tree, path: str) -> ComposeFile | None:
    text = tree.text(path)
    if text is None:
        return None
    try:
        mapped = parse(text)
        services = _services(tree, path, mapped)
    except (ValueError, RecursionError) as error:
        tree.unread[path] = f"broken YAML: {error}".replace("\n", " ")
        return None
    head = mapped.value if isinstance(mapped.value, Mapping) else {}
    includes = included(path, head.get("include"))
    if not services and not includes:
        return None
    base = path.rpartition("/")[2]
    recipes = (one.dockerfile for one in services)
    production = not any(map(NOT_PRODUCTION.search, (base, *recipes)))
    production = production and not DEVELOPMENT.search(path)
    production = production and not WORKBENCH.search(str(head.get("name") or ""))
    production = production and not any(map(_of_a_workbench, services))
    return ComposeFile(path=path, services=services, production=production, includes=includes)


def _order(one: ComposeFile) -> tuple[bool, int, bool, str]:
    """Production's first, then the nearest to the root, the plain name before `docker-compose.queue.yml`."""
    return not one.production, one.path.count("/"), not PLAIN.search(one.path), one.path


def _of_a_workbench(service: Service) -> bool:
    """Laravel Sail's container, whose own manual says that it is for development, and what is built to run as such."""
    if "vendor/laravel/sail" in (service.builds or "") or service.image.startswith("sail-"):
        return True
    modes = (service.variables.get(one, "").lower() for one in MODES)
    named = WORKBENCH.search(service.name) is not None
    return service.builds is not None and (named or bool({"development", "dev"} & set(modes)))


def _services(tree: Tree, path: str, mapped: Mapped) -> tuple[Service, ...]:
    value = mapped.value
    declared = value.get("services") if isinstance(value, Mapping) else None
    if not isinstance(declared, Mapping):
        return ()
    return tuple(
        _service(tree, path, whole(tree, path, name, declared), mapped.line("services", name), name)
        for name, body in declared.items()
        if isinstance(body, Mapping)
    )


def _service(tree: Tree, path: str, body: Mapping[Any, Any], line: int, name: object) -> Service:
    build = body.get("build")
    brought, all_read = from_files(tree, path, body.get("env_file"))
    deploy = body.get("deploy")
    return Service(
        name=str(name),
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
        from_files=brought,
        files_unread=not all_read,
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
