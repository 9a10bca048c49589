"""What a Helm chart brings along: the charts that it depends on, each switched by a value.

`dependencies` of Chart.yaml, and requirements.yaml of the charts of Helm 2
(https://helm.sh/docs/topics/charts/#chart-dependencies).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks.core import Place
from checks.probes.repo.images import product_of, role_of_image
from checks.probes.repo.walk import Tree
from checks.probes.repo.words import Role, State
from checks.probes.repo.workloads.objects import items, mapping
from checks.probes.repo.yaml_places import Mapped, parse

KINDS = re.compile(r"-(ha|cluster|replica|single)$")


@dataclass(frozen=True, slots=True)
class Brought:
    """A store that a chart installs beside the application; `name` is the one its values use."""

    chart: str
    name: str
    product: str
    role: Role
    place: Place
    state: State


def brought(tree: Tree) -> tuple[Brought, ...]:
    """The known stores among the dependencies of every chart; unknown in production, or off by the chart's values."""
    return tuple(one for path in tree.named("Chart.yaml") for one in _of(tree, path))


def _of(tree: Tree, path: str) -> Iterator[Brought]:
    folder = path.removesuffix("Chart.yaml")
    chart = mapping(_value(tree, path))
    for home in (path, f"{folder}requirements.yaml"):
        mapped = _parsed(tree, home)
        listed = items(mapping(mapped.value).get("dependencies")) if mapped else []
        values = mapping(_value(tree, f"{folder}values.yaml"))
        for number, one in enumerate(map(mapping, listed)):
            image = KINDS.sub("", str(one.get("name") or "").rpartition("/")[2])
            product, role = product_of(image), role_of_image(image)
            if mapped is not None and product is not None and role is not None:
                yield Brought(
                    chart=str(chart.get("name") or ""),
                    name=str(one.get("alias") or one.get("name")),
                    product=product,
                    role=role,
                    place=Place(path=home, line=mapped.line("dependencies", number)),
                    state=_state(one, values),
                )


def _state(one: Mapping[str, Any], values: Mapping[str, Any]) -> State:
    """Off where the value that the condition names is false in the chart's own values."""
    for path in str(one.get("condition") or "").split(","):
        here: Any = values
        for key in path.strip().split("."):
            here = mapping(here).get(key)
        if here is False:
            return State.INACTIVE
        if here is True:
            break
    return State.UNKNOWN_IN_PRODUCTION


def _value(tree: Tree, path: str) -> Any:
    mapped = _parsed(tree, path) if path in tree.sizes else None
    return mapped.value if mapped else None


def _parsed(tree: Tree, path: str) -> Mapped | None:
    text = tree.text(path) if path in tree.sizes else None
    try:
        return None if text is None else parse(text)
    except (ValueError, RecursionError) as error:
        tree.unread[path] = f"broken YAML: {error}".replace("\n", " ")
        return None
