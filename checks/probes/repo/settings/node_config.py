"""node-config: `config/production.json` over `config/default.json`, and the variables that replace single keys
(https://github.com/node-config/node-config/wiki/Configuration-Files). Files that are programs are not run."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checks.core import Place
from checks.probes.repo.context.model import Layer, Setting
from checks.probes.repo.sight import Sight
from checks.probes.repo.words import State
from checks.probes.repo.yaml_places import Mapped, parse

FILE = re.compile(
    r"(^|/)config/(default|production|custom-environment-variables|[\w-]+)\.(json|ya?ml)$"
)
ORDER = {"default": 0, "production": 1, "custom-environment-variables": 2}
WHY = {
    "default": "every environment",
    "production": "NODE_ENV=production",
    "custom-environment-variables": "replaced by the environment",
}
LOCAL = re.compile(r"^local(-|$)")


def read(sight: Sight) -> Iterator[Layer | Setting]:
    """The layers of each package that depends on `config`; what a variable may replace is unknown."""
    for manifest in sight.manifests:
        if manifest.ecosystem == "npm" and any(
            one.name == "config" and not one.development for one in manifest.dependencies
        ):
            yield from _of(sight, manifest.folder)


def _of(sight: Sight, folder: str) -> Iterator[Layer | Setting]:
    below = f"{folder}/config/".lstrip("/")
    found = [(path, one) for path in sight.tree.below(below) if (one := FILE.search(path))]
    found = [(path, one) for path, one in found if path.rpartition("/")[0] + "/" == below]
    if not any(one.group(2) == "default" for _, one in found):
        return
    component, held = folder or ".", dict[str, Setting]()
    for path, one in sorted(found, key=lambda pair: (ORDER.get(pair[1].group(2), 9), pair[0])):
        name = one.group(2)
        if name not in ORDER:
            because = "one instance" if LOCAL.match(name) else "another environment"
            yield Layer(component=component, path=path, state=State.INACTIVE, because=because)
            continue
        yield Layer(component=component, path=path, state=State.ACTIVE, because=WHY[name])
        for keys, value, line in _values(sight, path):
            key, place = ".".join(keys), Place(path=path, line=line)
            setting = Setting(component=component, name=key, value=value, place=place)
            if name == "custom-environment-variables":
                key = key.removesuffix(".__name")
                before = held[key].value if key in held else ""
                setting = Setting(
                    component=component,
                    name=key,
                    value=before,
                    place=place,
                    state=State.UNKNOWN_IN_PRODUCTION,
                    variable=value,
                )
            held[key] = setting
            yield setting


def _values(sight: Sight, path: str) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """JSON is read as the YAML that it is, for the lines."""
    try:
        mapped = parse(sight.tree.text(path) or "")
    except (ValueError, RecursionError) as error:
        sight.tree.unread[path] = f"broken configuration: {error}".replace("\n", " ")
        return
    yield from _flat(mapped, mapped.value, ())


def _flat(
    mapped: Mapped, value: Any, above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, int]]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _flat(mapped, below, (*above, str(key)))
    elif isinstance(value, str | int | float | bool) and above and above[-1] != "__format":
        yield (
            above,
            str(value).lower() if isinstance(value, bool) else str(value),
            mapped.line(*above),
        )
