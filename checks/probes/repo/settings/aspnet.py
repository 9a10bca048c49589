"""ASP.NET Core: `appsettings.Production.json` over `appsettings.json`, or the same in YAML
(https://learn.microsoft.com/aspnet/core/fundamentals/configuration/)."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from checks.core import Place
from checks.probes.repo.context.model import Layer, Setting
from checks.probes.repo.sight import Sight
from checks.probes.repo.words import State
from checks.probes.repo.yaml_places import parse

FILE = re.compile(r"(^|/)appsettings(?:\.(\w+))?\.(json|ya?ml)$")
COMMENT = re.compile(r"^[ \t]*//.*$", re.M)


def read(sight: Sight) -> Iterator[Layer | Setting]:
    """Every key of the base file, then of Production; the environment may replace any of them."""
    named = (one for one in sight.tree.production(".json", ".yml", ".yaml") if "appsettings" in one)
    found = [(path, one) for path in named if (one := FILE.search(path))]
    found.sort(key=lambda pair: (pair[1].group(2) is not None, pair[0]))
    for path, name in found:
        component = sight.folder_of(path) or "."
        if name.group(2) not in {None, "Production"}:
            yield Layer(
                component=component, path=path, state=State.INACTIVE, because="another environment"
            )
            continue
        why = "every environment" if name.group(2) is None else "ASPNETCORE_ENVIRONMENT=Production"
        yield Layer(component=component, path=path, state=State.ACTIVE, because=why)
        yield from _settings(sight, component, path, name.group(3) == "json")


def _settings(sight: Sight, component: str, path: str, is_json: bool) -> Iterator[Setting]:
    text = sight.tree.text(path) or ""
    try:
        body = json.loads(COMMENT.sub("", text) or "{}") if is_json else parse(text).value
    except (ValueError, RecursionError):
        sight.tree.unread[path] = "broken JSON" if is_json else "broken YAML"
        return
    for name, value, line in _flat(body, "", text):
        place = Place(path=path, line=line)
        yield Setting(component=component, name=name, value=value, place=place)


def _flat(value: Any, above: str, text: str) -> Iterator[tuple[str, str, int]]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _flat(below, f"{above}:{key}".strip(":"), text)
    elif isinstance(value, str | int | float | bool):
        last = above.rpartition(":")[2]
        at = max(text.find(f'"{last}"'), text.find(f"{last}:"))
        yield above, str(value), text.count("\n", 0, max(at, 0)) + 1
