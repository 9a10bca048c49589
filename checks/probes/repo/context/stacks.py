"""F1: what each component is written in, with versions from locks and manifests."""

from collections.abc import Iterator

from checks.core import Place, Scalar
from checks.probes.repo.context.model import Stack
from checks.probes.repo.context.versions import locked, runtime, stated
from checks.probes.repo.manifests import Dependency, Manifest
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import Component
from checks.probes.repo.words import State

NODE = {"TypeScript", "JavaScript"}
"""Languages whose files name the version of the runtime instead of the language's own."""
VERSIONED = {"framework", "orm", "queue", "cache", "migrations"}


def stacks(sight: Sight, components: tuple[Component, ...]) -> Iterator[Stack]:
    """The language of each component, then the packages that rules may depend on the version of."""
    for component in components:
        folder = "" if component.path == "." else component.path
        own = [one for one in sight.manifests if one.folder == folder]
        named = {
            (one.name, one.value)
            for one in component.facts
            if one.state in {State.ACTIVE, State.UNKNOWN_IN_PRODUCTION}
        }
        for name, value in sorted(named, key=lambda pair: str(pair[1])):
            if name == "language":
                version, place = runtime(sight.tree, folder, own, str(value))
                if value in NODE and version:
                    manifest = Place(path=own[0].path, line=1) if own else place
                    yield Stack(
                        component=component.path, name=str(value), version="", place=manifest
                    )
                    value = "Node.js"
                yield Stack(component=component.path, name=str(value), version=version, place=place)
        seen: set[str] = set()
        for one, facet, value in sight.told:
            known = facet in VERSIONED and (facet, value) in named and value not in seen
            if known and sight.folder_of(one.place.path) == folder:
                seen.add(value)
                yield _stack(sight, component.path, value, one, own)
        yield from _frameworks(sight, component.path, own, named - {("framework", v) for v in seen})


def _frameworks(
    sight: Sight, component: str, own: list[Manifest], named: set[tuple[str, Scalar]]
) -> Iterator[Stack]:
    """Python frameworks are told by the code that makes the application; their packages have the same names."""
    wanted = {str(value).lower(): str(value) for name, value in named if name == "framework"}
    seen: set[str] = set()
    for one in (each for manifest in own for each in manifest.dependencies):
        if one.ecosystem == "pypi" and one.name in wanted and one.name not in seen:
            seen.add(one.name)
            yield _stack(sight, component, wanted[one.name], one, own)


def _stack(sight: Sight, component: str, value: str, one: Dependency, own: list[Manifest]) -> Stack:
    found = locked(sight.tree, one)
    if found:
        return Stack(component=component, name=value, version=found[0], place=found[1])
    manifest = next((each for each in own if each.path == one.place.path), None)
    line = manifest.text.splitlines()[one.place.line - 1] if manifest and manifest.text else ""
    return Stack(component=component, name=value, version=stated(line, one.name), place=one.place)
