"""ASP.NET Core: `appsettings.Production.json` over `appsettings.json`
(https://learn.microsoft.com/aspnet/core/fundamentals/configuration/)."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from checks.core import Place
from checks.probes.repo.context.model import Layer, Setting
from checks.probes.repo.sight import Sight
from checks.probes.repo.words import State

FILE = re.compile(r"(^|/)appsettings(?:\.(\w+))?\.json$")
COMMENT = re.compile(r"^[ \t]*//.*$", re.M)


def read(sight: Sight) -> Iterator[Layer | Setting]:
    """Every key of the base file, then of Production; the environment may replace any of them."""
    named = (one for one in sight.tree.production(".json") if "appsettings" in one)
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
        text = sight.tree.text(path) or ""
        try:
            body = json.loads(COMMENT.sub("", text) or "{}")
        except (ValueError, RecursionError):
            sight.tree.unread[path] = "broken JSON"
            continue
        for name_, value, line in _flat(body, "", text):
            place = Place(path=path, line=line)
            yield Setting(component=component, name=name_, value=value, place=place)


def _flat(value: Any, above: str, text: str) -> Iterator[tuple[str, str, int]]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _flat(below, f"{above}:{key}".strip(":"), text)
    elif isinstance(value, str | int | float | bool):
        at = text.find(f'"{above.rpartition(":")[2]}"')
        yield above, str(value), text.count("\n", 0, max(at, 0)) + 1
