"""Symfony: `config/packages/prod/*.yaml` and `when@prod` over `config/packages/*.yaml`
(https://symfony.com/doc/current/configuration.html#configuration-environments)."""

from collections.abc import Iterator, Mapping
from typing import Any

from checks.probes.repo.context.model import Layer, Setting
from checks.probes.repo.settings.lines import setting
from checks.probes.repo.sight import Sight
from checks.probes.repo.words import State
from checks.probes.repo.yaml_places import Mapped, parse

WANTED = (
    ("framework", "cache", "app"),
    ("framework", "session", "handler_id"),
    ("framework", "messenger", "transports"),
    ("doctrine", "dbal", "driver"),
    ("doctrine", "dbal", "url"),
    ("doctrine", "dbal", "connections", "default", "driver"),
    ("doctrine", "dbal", "connections", "default", "url"),
    ("snc_redis", "clients"),
    ("monolog", "handlers"),
)


def read(sight: Sight) -> Iterator[Layer | Setting]:
    """The settings of the base layer, then those of production."""
    consoles = [one for one in sight.tree.files if one.endswith("bin/console")]
    for home in sorted({one.removesuffix("bin/console") for one in consoles}):
        component = sight.folder_of(f"{home}bin/console") or "."
        for path, why in _files(sight, home):
            yield Layer(component=component, path=path, state=State.ACTIVE, because=why)
            yield from _settings(sight, component, path)


def _files(sight: Sight, home: str) -> Iterator[tuple[str, str]]:
    """The files of both layers; `app/config/config_prod.yml` is where they lay before Symfony 4."""
    for folder, why in (
        ("config/packages/", "every environment"),
        ("config/packages/prod/", "APP_ENV=prod"),
    ):
        below = home + folder
        for path in sight.tree.production(".yaml", ".yml"):
            if path.startswith(below) and "/" not in path[len(below) :]:
                yield path, why
    for name, why in (("config.yml", "every environment"), ("config_prod.yml", "APP_ENV=prod")):
        path = f"{home}app/config/{name}"
        if path in sight.tree.sizes:
            yield path, why


def _settings(sight: Sight, component: str, path: str) -> Iterator[Setting]:
    try:
        mapped = parse(sight.tree.text(path) or "")
    except (ValueError, RecursionError) as error:
        sight.tree.unread[path] = f"broken YAML: {error}".replace("\n", " ")
        return
    for prefix in ((), ("when@prod",)):
        for keys in WANTED:
            yield from _value(component, path, mapped, (*prefix, *keys), ".".join(keys))
        yield from _native(component, path, mapped, prefix)


def _native(
    component: str, path: str, mapped: Mapped, prefix: tuple[str, ...]
) -> Iterator[Setting]:
    """Sessions without a handler are PHP's own: in files, unless php.ini says otherwise."""
    keys = (*prefix, "framework", "session")
    value: Any = mapped.value
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    own = isinstance(value, Mapping) and not value.get("handler_id")
    if value is True or (own and not value.get("storage_factory_id")):
        line = mapped.line(*keys)
        yield setting(component, "framework.session.handler_id", '"files"', path, line, sure=False)


def _value(
    component: str, path: str, mapped: Mapped, keys: tuple[str, ...], name: str
) -> Iterator[Setting]:
    value: Any = mapped.value
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    if value is None:
        return
    if isinstance(value, Mapping):
        text = ", ".join(
            f"{key}={_dsn(one)}" if _dsn(one) else str(key) for key, one in value.items()
        )
    else:
        text = str(value)
    quoted = text if "%env(" in text else f'"{text}"'
    yield setting(component, name, quoted, path, mapped.line(*keys))


def _dsn(body: Any) -> str:
    """The address of a transport; its options say nothing here."""
    address = body.get("dsn") if isinstance(body, Mapping) else body
    return address if isinstance(address, str) else ""
