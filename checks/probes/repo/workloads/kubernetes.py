"""Workloads of Kubernetes manifests, joined with what selects, scales, guards and watches them.

Identity is kind, namespace and name; a copy without an image is a patch and is never judged alone
(https://kubernetes.io/docs/concepts/overview/working-with-objects/names/).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checks.core import Place
from checks.probes.repo.allotted import of_kubernetes
from checks.probes.repo.commands import role_of
from checks.probes.repo.context.model import Workload
from checks.probes.repo.images import KEY_VALUE, name_of, role_of_image
from checks.probes.repo.words import Role, State
from checks.probes.repo.workloads.objects import Object, items, mapping

RUNS = ("Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "Rollout")
PROBES = {
    "readinessProbe": "readiness",
    "livenessProbe": "liveness",
    "startupProbe": "startup",
}
BROKER = re.compile(r"broker|queue|celery|sidekiq")
ROUTES = ("Ingress", "HTTPRoute", "GRPCRoute", "VirtualService", "IngressRoute")


def workloads(
    objects: Iterable[Object], order: Mapping[str, int]
) -> Iterator[tuple[tuple[str, str], Workload]]:
    """((namespace, name), workload); `order` puts the copies of production first, then the plainest path."""
    held = list(objects)
    copies: dict[tuple[str, str, str], list[Object]] = {}
    for one in held:
        if one.kind in RUNS and one.name:
            copies.setdefault((one.kind, one.namespace, one.name), []).append(one)
    copies = _joined(copies)
    for (kind, namespace, name), own in copies.items():
        own.sort(key=lambda one: (order.get(one.path, 0), one.path.count("/"), one.path))
        whole = [one for one in own if _containers(one)]
        if whole:
            patches = tuple(one.place for one in own if one not in whole)
            yield (
                (namespace, name),
                _workload(kind, namespace, name, whole, patches, held),
            )


def _joined(
    copies: dict[tuple[str, str, str], list[Object]],
) -> dict[tuple[str, str, str], list[Object]]:
    """A copy without a namespace is the one with a namespace, where there is exactly one such name."""
    found: dict[tuple[str, str, str], list[Object]] = {}
    for (kind, namespace, name), own in copies.items():
        spaces = {n for k, n, m in copies if (k, m) == (kind, name) and n}
        key = (kind, namespace or (spaces.pop() if len(spaces) == 1 else ""), name)
        found.setdefault(key, []).extend(own)
    return found


def pod(one: Object) -> Mapping[str, Any]:
    """The pod's template, wherever the kind keeps it."""
    spec = one.spec
    if one.kind == "CronJob":
        spec = mapping(mapping(spec.get("jobTemplate")).get("spec"))
    return mapping(spec.get("template"))


def _containers(one: Object) -> list[Mapping[str, Any]]:
    spec = mapping(pod(one).get("spec"))
    found = [mapping(each) for each in items(spec.get("containers"))]
    return [each for each in found if each.get("image")]


def _workload(
    kind: str,
    namespace: str,
    name: str,
    whole: list[Object],
    patches: tuple[Place, ...],
    held: list[Object],
) -> Workload:
    one = whole[0]
    containers = _containers(one)
    labels = mapping(mapping(pod(one).get("metadata")).get("labels"))
    services = [s for s in held if s.kind == "Service" and _near(s, one) and _selects(s, labels)]
    names = tuple(sorted({s.name for s in services}))
    scaled = {s.name for s in held if _targets(s, kind, name) and _near(s, one)}
    return Workload(
        kind=kind,
        name=name,
        namespace=namespace,
        role=_role(kind, name, containers, bool(names)),
        image=str(containers[0].get("image")),
        places=tuple(each.place for each in whole),
        replicas=_replicas(one),
        probes=tuple(said for key, said in PROBES.items() if any(c.get(key) for c in containers)),
        limits=all(mapping(mapping(c.get("resources")).get("limits")) for c in containers),
        cores=of_kubernetes(containers[0]),
        reached_by=tuple(dict.fromkeys([*names, *_routes(held, set(names))])),
        scaled_by=tuple(sorted(scaled)),
        guarded_by=tuple(
            sorted(
                {b.name for b in held if b.kind == "PodDisruptionBudget" and _matches(b, labels)}
            )
        ),
        monitored_by=tuple(
            sorted(
                {
                    m.name
                    for m in held
                    if (m.kind == "PodMonitor" and _matches(m, labels))
                    or (m.kind == "ServiceMonitor" and any(_watches(m, s) for s in services))
                }
            )
        ),
        patched_by=patches,
        state=State.ACTIVE,
    )


def _near(one: Object, other: Object) -> bool:
    return not one.namespace or not other.namespace or one.namespace == other.namespace


def _selects(service: Object, labels: Mapping[str, Any]) -> bool:
    wanted = mapping(service.spec.get("selector"))
    return bool(wanted) and all(labels.get(key) == value for key, value in wanted.items())


def _matches(one: Object, labels: Mapping[str, Any]) -> bool:
    wanted = mapping(mapping(one.spec.get("selector")).get("matchLabels"))
    return bool(wanted) and all(labels.get(key) == value for key, value in wanted.items())


def _watches(monitor: Object, service: Object) -> bool:
    return _matches(monitor, mapping(service.meta.get("labels")))


def _targets(one: Object, kind: str, name: str) -> bool:
    if one.kind not in {"HorizontalPodAutoscaler", "ScaledObject"}:
        return False
    target = mapping(one.spec.get("scaleTargetRef"))
    return target.get("name") == name and str(target.get("kind") or "Deployment") == kind


def _routes(held: list[Object], services: set[str]) -> list[str]:
    """Ingresses and routes that name one of these Services anywhere in their rules."""
    return sorted(
        f"{one.kind} {one.name}"
        for one in held
        if one.kind in ROUTES and services & set(_backends(one.spec))
    )


def _backends(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        service = value.get("service")
        if isinstance(service, Mapping) and service.get("name"):
            yield str(service["name"])
        for key in ("serviceName", "host") if "port" in value or "serviceName" in value else ():
            if value.get(key):
                yield str(value[key])
        for each in items(value.get("backendRefs")) + items(value.get("services")):
            yield str(mapping(each).get("name") or "")
        for below in value.values():
            yield from _backends(below)
    elif isinstance(value, list):
        for below in value:
            yield from _backends(below)


def _replicas(one: Object) -> int | None:
    stated = one.spec.get("replicas")
    if isinstance(stated, int):
        return stated
    return 1 if one.kind in {"Deployment", "StatefulSet"} else None


def _role(kind: str, name: str, containers: list[Mapping[str, Any]], reached: bool) -> Role:
    by_image = role_of_image(str(containers[0].get("image")))
    if by_image is Role.CACHE and name_of(str(containers[0].get("image"))) in KEY_VALUE:
        # a cache, a queue or the primary store: only a name can tell
        return Role.CACHE if "cache" in name else Role.BROKER if BROKER.search(name) else Role.OTHER
    if by_image is not None:
        return by_image
    words = [str(word) for key in ("command", "args") for word in items(containers[0].get(key))]
    by_command = role_of(" ".join(words))
    if by_command is not None:
        return by_command
    if kind in {"CronJob", "Job"}:
        return Role.MIGRATE if "migrat" in name else Role.JOB
    return Role.WEB if reached else Role.OTHER
