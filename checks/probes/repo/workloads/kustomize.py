"""Kustomizations: which files an overlay is made of, and the replicas and images that production's overlays set.

https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks.core import Place
from checks.probes.repo.walk import Tree
from checks.probes.repo.workloads.objects import items, mapping
from checks.probes.repo.yaml_places import parse

PRODUCTION = re.compile(r"(^|[/_.-])(prod|production|live)([/_.-]|$)", re.I)
DEVELOPMENT = re.compile(
    r"(^|[/_.-])(dev|development|local|test|testing|staging|stage|ci|kind|minikube)([/_.-]|$)", re.I
)


@dataclass(frozen=True, slots=True)
class Overlay:
    """One kustomization: its folder, the files and folders that it names, the replicas and images that it sets."""

    folder: str
    path: str
    names: tuple[str, ...]
    replicas: tuple[tuple[str, int, Place], ...]
    images: tuple[tuple[str, str], ...] = ()
    """(name in the manifests, what runs instead)."""


def read(tree: Tree) -> tuple[Overlay, ...]:
    """Every kustomization that can be read; a broken one goes to `tree.unread`."""
    found = []
    for path in tree.named("kustomization.yaml", "kustomization.yml", "Kustomization"):
        text = tree.text(path)
        try:
            mapped = parse(text) if text is not None else None
        except (ValueError, RecursionError) as error:
            tree.unread[path] = f"broken YAML: {error}".replace("\n", " ")
            continue
        if mapped is not None and isinstance(mapped.value, Mapping):
            folder = path.rpartition("/")[0]
            names = tuple(_names(folder, mapped.value))
            replicas = tuple(_replicas(path, mapped.value, mapped.line))
            images = tuple(_images(mapped.value))
            found.append(Overlay(folder, path, names, replicas, images))
    return tuple(found)


def _names(folder: str, body: Mapping[str, Any]) -> Iterator[str]:
    for key in ("resources", "bases", "components", "patchesStrategicMerge"):
        for one in items(body.get(key)):
            if isinstance(one, str) and "\n" not in one and "://" not in one:
                yield posixpath.normpath(posixpath.join(folder, one))
    for one in items(body.get("patches")):
        path = mapping(one).get("path")
        if isinstance(path, str):
            yield posixpath.normpath(posixpath.join(folder, path))


def _replicas(path: str, body: Mapping[str, Any], line: Any) -> Iterator[tuple[str, int, Place]]:
    for number, one in enumerate(items(body.get("replicas"))):
        name, count = mapping(one).get("name"), mapping(one).get("count")
        if isinstance(name, str) and isinstance(count, int):
            yield name, count, Place(path=path, line=line("replicas", number))


def _images(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for one in map(mapping, items(body.get("images"))):
        name, digest = one.get("name"), one.get("digest")
        tag = one.get("newTag")
        if isinstance(name, str) and (digest or tag or one.get("newName")):
            end = f"@{digest}" if digest else f":{tag}" if tag else ""
            yield name, f"{one.get('newName') or name}{end}"


def order(overlays: tuple[Overlay, ...], paths: list[str]) -> dict[str, int]:
    """0 for files of an overlay for production, 1 for plain ones, 2 for those of development and staging."""
    found = {}
    for path in paths:
        home = next((o.folder for o in overlays if path in o.names), path.rpartition("/")[0])
        found[path] = 0 if PRODUCTION.search(home) else 2 if DEVELOPMENT.search(home) else 1
    return found


def production_replicas(overlays: tuple[Overlay, ...]) -> dict[str, tuple[int, Place]]:
    """Replicas by workload name as an overlay for production sets them."""
    return {
        name: (count, place)
        for one in overlays
        if PRODUCTION.search(one.folder)
        for name, count, place in one.replicas
    }


def image(overlays: tuple[Overlay, ...], written: str) -> str:
    """What runs where a manifest writes this image; overlays for development and staging do not count."""
    name = re.sub(r"(@.*|:[^:/]*)$", "", written)
    counting = (one for one in overlays if not DEVELOPMENT.search(one.folder))
    for one in sorted(counting, key=lambda one: not PRODUCTION.search(one.folder)):
        for of, instead in one.images:
            if of == name:
                return instead
    return written
