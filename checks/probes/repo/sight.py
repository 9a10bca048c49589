"""Everything that one look read, before it is joined into facts."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from checks.core import Place
from checks.probes.repo.code import Hit
from checks.probes.repo.context.model import Layer, Setting, Workload
from checks.probes.repo.ecosystems.python import IMPORTED_AS, PYPI
from checks.probes.repo.manifests import Dependency, Manifest
from checks.probes.repo.packages import says
from checks.probes.repo.processes import for_development
from checks.probes.repo.python.source import Program
from checks.probes.repo.snapshot import ComposeFile, Process, PythonApp, Role, Service
from checks.probes.repo.walk import Tree
from checks.probes.repo.workloads.objects import Object

MODULES = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in PYPI} | {
    "django",
    "flask_caching",
}
IMPORTS = re.compile(rb"^[ \t]*(?:from|import)[ \t]+(\w+)", re.MULTILINE)


@dataclass
class Sight:
    """The tree and what was read of it; `folders` are those of the components, the deepest first."""

    tree: Tree
    manifests: tuple[Manifest, ...]
    compose: tuple[ComposeFile, ...]
    processes: tuple[Process, ...]
    program: Program
    python: PythonApp | None
    hits: tuple[Hit, ...] = ()
    """Calls and annotations of the other languages."""
    objects: tuple[Object, ...] = ()
    """What Kubernetes manifests hold."""
    workloads: tuple[Workload, ...] = ()
    layers: tuple[Layer, ...] = ()
    settings: list[Setting] = field(default_factory=list)

    @cached_property
    def folders(self) -> tuple[str, ...]:
        """The folders that have a manifest, the deepest first; the root is always one."""
        found = {"", *(one.folder for one in self.manifests)}
        return tuple(sorted(found, key=lambda one: (-one.count("/") - bool(one), one)))

    def folder_of(self, path: str) -> str:
        """The component that a file belongs to."""
        return next(one for one in self.folders if not one or path.startswith(f"{one}/"))

    @cached_property
    def imported(self) -> dict[str, Place]:
        """Packages of the table that production Python code imports, each with the first place."""
        found: dict[str, Place] = {}
        for path in self.program.paths:
            data = self.tree.data(path) or b""
            for one in IMPORTS.finditer(data):
                name = one.group(1).decode()
                if name in MODULES and name not in found:
                    line = data.count(b"\n", 0, one.start()) + 1
                    found[name] = Place(path=path, line=line)
        return found

    def uses(self, dependency: Dependency) -> bool | None:
        """Whether production code imports it; None for ecosystems whose code is not read."""
        if dependency.ecosystem != "pypi":
            return None
        name = IMPORTED_AS.get(dependency.name, dependency.name.replace("-", "_"))
        return name in self.imported

    @cached_property
    def told(self) -> tuple[tuple[Dependency, str, str], ...]:
        """(dependency, facet, value) of everything that is installed in production."""
        found = []
        for manifest in self.manifests:
            for one in manifest.dependencies:
                if not one.development:
                    found += [(one, *about) for about in says(one.ecosystem, one.name)]
        return tuple(found)

    @cached_property
    def services(self) -> tuple[tuple[ComposeFile, Service], ...]:
        """Every compose service, those of production files first."""
        return tuple((file, one) for file in self.compose for one in file.services)

    @cached_property
    def for_development(self) -> frozenset[str]:
        """Compose files and image recipes that are not for production."""
        recipes = (one.place.path for one in self.processes if for_development(one.place.path))
        return frozenset([*(one.path for one in self.compose if not one.production), *recipes])

    def workers(self) -> tuple[Process, ...]:
        """The processes that work on a queue."""
        return tuple(one for one in self.processes if one.role is Role.WORKER)
