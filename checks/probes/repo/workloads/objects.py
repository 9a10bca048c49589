"""Kubernetes objects of every manifest that can be read as it stands; templates are counted, not guessed."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from checks.core import Place
from checks.probes.repo.scan import Words
from checks.probes.repo.walk import Tree
from checks.probes.repo.yaml_places import Mapped, documents

MANIFEST = Words(b"apiVersion")
TEMPLATE = re.compile(rb"\{\{|\{%|<%")


@dataclass(frozen=True)
class Object:
    """One object: its kind, its names, and the document that it stands in."""

    path: str
    mapped: Mapped

    @property
    def body(self) -> Mapping[str, Any]:
        """The whole document."""
        body: Mapping[str, Any] = self.mapped.value
        return body

    @property
    def kind(self) -> str:
        """Deployment, Service, ..."""
        return str(self.body.get("kind") or "")

    @cached_property
    def meta(self) -> Mapping[str, Any]:
        """`metadata`."""
        return mapping(self.body.get("metadata"))

    @cached_property
    def spec(self) -> Mapping[str, Any]:
        """`spec`."""
        return mapping(self.body.get("spec"))

    @property
    def name(self) -> str:
        """`metadata.name`."""
        return str(self.meta.get("name") or "")

    @property
    def namespace(self) -> str:
        """`metadata.namespace`; empty where the file leaves it to whoever applies it."""
        return str(self.meta.get("namespace") or "")

    @property
    def place(self) -> Place:
        """The line of `kind:`."""
        return Place(path=self.path, line=self.mapped.line("kind"))


def mapping(value: object) -> Mapping[str, Any]:
    """The value where it is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> list[Any]:
    """The value where it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def read(tree: Tree) -> tuple[Object, ...]:
    """Every object, by path. Broken files and templates go to `tree.unread`, templates once a folder."""
    found: list[Object] = []
    templates: Counter[str] = Counter()
    for path in tree.production(".yaml", ".yml"):
        data = tree.sniff(path) if tree.holds(path, MANIFEST) else b""
        if b"kind" not in data:
            continue
        if TEMPLATE.search(data):
            templates[path.rpartition("/")[0] or "."] += 1
            continue
        found += _objects(tree, path)
    for folder, count in templates.items():
        what = "a template of a manifest" if count == 1 else f"{count} templates of manifests"
        tree.unread[folder] = f"{what}: only their own program renders them"
    return tuple(found)


def _objects(tree: Tree, path: str) -> Iterator[Object]:
    text = tree.text(path)
    if text is None:
        return
    try:
        parsed = documents(text)
    except (ValueError, RecursionError) as error:
        tree.unread[path] = f"broken YAML: {error}".replace("\n", " ")
        return
    for one in parsed:
        if isinstance(one.value, Mapping) and "kind" in one.value and "apiVersion" in one.value:
            yield Object(path, one)
