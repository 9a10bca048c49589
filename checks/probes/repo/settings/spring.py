"""Spring Boot and Quarkus: `application-prod.yml` over `application.yml`
(https://docs.spring.io/spring-boot/reference/features/profiles.html)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checks.probes.repo.context.model import Layer, Setting
from checks.probes.repo.settings.lines import setting, without_comment
from checks.probes.repo.sight import Sight
from checks.probes.repo.words import State
from checks.probes.repo.yaml_places import documents

FILE = re.compile(r"src/main/resources/(?:config/)?application(?:-([\w-]+))?\.(ya?ml|properties)$")
RESOURCE = re.compile(r"src/main/resources/[\w-]+\.ya?ml$")
OWN_NAME = re.compile(
    r"^spring:[ \t]*(?:#.*)?\n(?:[ \t]+.*\n|[ \t]*\n|#.*\n){0,400}?[ \t]+datasource:", re.M
)
"""A base file under a name of the project's own (`spring.config.name`), known by what only Spring reads in it."""
PRODUCTION = {None: "every profile", "prod": "profile prod", "production": "profile production"}


def read(sight: Sight) -> Iterator[Layer | Setting]:
    """Every key of the base file, then of the production profile; `%prod.` keys of Quarkus likewise."""
    likely = sight.tree.every(".yml", ".yaml", ".properties")
    found = [(path, one) for path in likely if (one := FILE.search(path))]
    found.sort(key=lambda pair: (pair[1].group(1) is not None, pair[0]))
    yield from _named_otherwise(sight, {sight.folder_of(path) for path, _ in found})
    for path, name in found:
        component = sight.folder_of(path) or "."
        profile = name.group(1)
        if profile not in PRODUCTION:
            because = f"profile {profile}: only where it is chosen"
            yield Layer(
                component=component, path=path, state=State.UNKNOWN_IN_PRODUCTION, because=because
            )
            continue
        yield Layer(component=component, path=path, state=State.ACTIVE, because=PRODUCTION[profile])
        reader = _properties if name.group(2) == "properties" else _yaml
        yield from reader(sight, component, path)


def _named_otherwise(sight: Sight, usual: set[str]) -> Iterator[Layer | Setting]:
    """The base file of a program that gives it another name, where none has the usual one."""
    for path in sight.tree.every(".yml", ".yaml"):
        component = sight.folder_of(path)
        likely = RESOURCE.search(path) and component not in usual
        if likely and OWN_NAME.search(sight.tree.text(path) or ""):
            because, own = "a base file of the project's own name", component or "."
            yield Layer(component=own, path=path, state=State.ACTIVE, because=because)
            yield from _yaml(sight, own, path)


def _properties(sight: Sight, component: str, path: str) -> Iterator[Setting]:
    for number, raw in enumerate((sight.tree.text(path) or "").splitlines(), 1):
        found = re.match(r"\s*([%\w.\[\]-]+)\s*[=:]\s*(.*)$", without_comment(raw, "#", "!"))
        if found:
            name = found.group(1).removeprefix("%prod.")
            if not name.startswith("%"):
                yield setting(component, name, _quoted(found.group(2)), path, number)


def _yaml(sight: Sight, component: str, path: str) -> Iterator[Setting]:
    try:
        parsed = documents(sight.tree.text(path) or "")
    except (ValueError, RecursionError) as error:
        sight.tree.unread[path] = f"broken YAML: {error}".replace("\n", " ")
        return
    for one in parsed:
        if _for_production(one.value):
            for keys, value in _flat(one.value, ()):
                line = one.line(*keys)
                yield setting(component, ".".join(keys), _quoted(value), path, line)


def _for_production(value: Any) -> bool:
    """A document of one file may belong to a profile (`spring.config.activate.on-profile`)."""
    for key in ("spring", "config", "activate", "on-profile"):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value is None or str(value) in {"prod", "production"}


def _flat(value: Any, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _flat(below, (*above, str(key)))
    elif value is not None and not isinstance(value, list) and above:
        yield above, str(value)


def _quoted(text: str) -> str:
    return text if "${" in text else f'"{text.strip()}"'
