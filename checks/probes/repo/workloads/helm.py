"""Helm charts by their values: what a release would run. Templates are not rendered, so all of it may be set
otherwise at installation, and the state says so (https://helm.sh/docs/chart_template_guide/values_files/).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checks.core import Place
from checks.probes.repo.context.model import Workload
from checks.probes.repo.images import role_of_image
from checks.probes.repo.walk import Tree
from checks.probes.repo.words import Role, State
from checks.probes.repo.workloads.objects import mapping
from checks.probes.repo.yaml_places import Mapped, parse

PRODUCTION = re.compile(r"(^|/)values[-._](prod|production|live)\.ya?ml$", re.I)
PROBES = {"readinessProbe": "readiness", "livenessProbe": "liveness", "startupProbe": "startup"}


def workloads(tree: Tree) -> Iterator[Workload]:
    """The workloads of each chart: the chart itself, or each part of its values that has an image and a count."""
    for path in tree.named("Chart.yaml"):
        chart = _parsed(tree, path)
        folder = path.removesuffix("Chart.yaml")
        values = next(
            (one for one in (f"{folder}values.yaml", f"{folder}values.yml") if one in tree.sizes),
            "",
        )
        name = str(mapping(chart.value if chart else None).get("name") or "")
        body = _parsed(tree, values) if values and name else None
        if body is None or mapping(chart and chart.value).get("type") == "library":
            continue
        above = [one for one in tree.below(folder) if PRODUCTION.search(one)]
        over = _parsed(tree, above[0]) if above else None
        yield from _of(name, values, body, above[0] if above else "", over)


def _of(name: str, path: str, body: Mapped, above: str, over: Mapped | None) -> Iterator[Workload]:
    values = mapping(body.value)
    whole = mapping(over.value if over else None)
    if _runs(values):
        yield _workload(name, path, body, (), values, above, whole)
        return
    for key, part in values.items():
        if isinstance(part, Mapping) and _runs(part):
            yield _workload(
                f"{name}-{key}", path, body, (key,), part, above, mapping(whole.get(key))
            )


def _runs(part: Mapping[str, Any]) -> bool:
    counted = any(one in part for one in ("replicaCount", "replicas", "autoscaling"))
    return counted and bool(mapping(part.get("image")).get("repository") or part.get("image"))


def _workload(
    name: str,
    path: str,
    body: Mapped,
    keys: tuple[str, ...],
    part: Mapping[str, Any],
    above: str,
    over: Mapping[str, Any],
) -> Workload:
    count_key = "replicaCount" if "replicaCount" in part else "replicas"
    count = over.get(count_key, part.get(count_key))
    image = part.get("image")
    image = mapping(image).get("repository") if isinstance(image, Mapping) else image
    scaled = mapping(over.get("autoscaling")) or mapping(part.get("autoscaling"))
    places = (Place(path=path, line=body.line(*keys) if keys else 1),)
    return Workload(
        kind="Helm release",
        name=name,
        role=role_of_image(str(image or "")) or (Role.WEB if part.get("service") else Role.OTHER),
        image=str(image or ""),
        places=(*((Place(path=above),) if over else ()), *places),
        replicas=count if isinstance(count, int) else None,
        probes=tuple(said for key, said in PROBES.items() if part.get(key)),
        limits=bool(mapping(mapping(part.get("resources")).get("limits"))),
        reached_by=("Ingress",) if mapping(part.get("ingress")).get("enabled") is True else (),
        scaled_by=("autoscaling",) if scaled.get("enabled") is True else (),
        state=State.UNKNOWN_IN_PRODUCTION,
    )


def _parsed(tree: Tree, path: str) -> Mapped | None:
    text = tree.text(path)
    try:
        return None if text is None else parse(text)
    except (ValueError, RecursionError) as error:
        tree.unread[path] = f"broken YAML: {error}".replace("\n", " ")
        return None
