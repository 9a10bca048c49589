"""All workloads of a repository, each once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from checks.core import Place
from checks.probes.repo.compose_choice import states
from checks.probes.repo.context.model import Workload
from checks.probes.repo.snapshot import ComposeFile
from checks.probes.repo.walk import Tree
from checks.probes.repo.words import State
from checks.probes.repo.workloads import charts, helm, kubernetes, kustomize
from checks.probes.repo.workloads.objects import Object


def graph(
    tree: Tree, objects: tuple[Object, ...], compose: Iterable[ComposeFile]
) -> tuple[Workload, ...]:
    """Workloads of Kubernetes, of Helm values and of compose, by kind and name."""
    overlays = kustomize.read(tree)
    order = kustomize.order(overlays, sorted({one.path for one in objects}))
    counts = kustomize.production_replicas(overlays)
    found = [
        replace(one, replicas=counts[name][0], places=(counts[name][1], *one.places))
        if name in counts
        else one
        for (_, name), one in kubernetes.workloads(objects, order)
    ]
    found = [replace(one, image=kustomize.image(overlays, one.image)) for one in found]
    found += _without_copies(helm.workloads(tree), {one.name for one in found})
    found += _brought(tree)
    found += _of_compose(compose)
    return tuple(sorted(found, key=lambda one: (one.kind, one.namespace, one.name)))


def _without_copies(releases: Iterable[Workload], known: set[str]) -> Iterator[Workload]:
    """A part of a chart that plain manifests hold too is the same workload."""
    for one in releases:
        if one.name not in known and one.name.rpartition("-")[2] not in known:
            yield one


def _brought(tree: Tree) -> Iterator[Workload]:
    """The stores that a chart installs with the application."""
    for one in charts.brought(tree):
        yield Workload(
            kind="Helm release",
            name=f"{one.chart}-{one.name}",
            role=one.role,
            image=one.name,
            places=(one.place,),
            state=one.state,
        )


def _of_compose(files: Iterable[ComposeFile]) -> Iterator[Workload]:
    """A service is one workload in all files of a folder that name it; what a production file says comes first."""
    copies: dict[tuple[str, str], list[tuple[ComposeFile, int]]] = {}
    held = tuple(files)
    standing = states(held)
    for file in held:
        folder = file.path.rpartition("/")[0]
        for index, service in enumerate(file.services):
            copies.setdefault((folder, service.name), []).append((file, index))
    for (folder, name), own in copies.items():
        file, index = own[0]
        one = file.services[index]
        yield Workload(
            kind="compose service",
            name=name,
            namespace=folder,
            role=one.role,
            image=one.image,
            places=tuple(Place(path=f.path, line=f.services[at].line) for f, at in own),
            replicas=one.replicas,
            probes=("healthcheck",) if one.healthcheck else (),
            reached_by=tuple(one.ports),
            depends_on=tuple(sorted(one.depends_on)),
            state=_state(standing[file.path], one.profiles),
        )


def _state(file: State, profiles: tuple[str, ...]) -> State:
    return State.UNKNOWN_IN_PRODUCTION if profiles and file is State.ACTIVE else file
