"""F3: where requests enter. Python handlers are followed into what they call; other languages are counted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from checks.probes.repo.code import Hit
from checks.probes.repo.context.model import RequestPath
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import Component, Route

ROUTERS = {
    "router": (
        "Express",
        "Koa",
        "Fastify",
        "Hono",
        "Gin",
        "Echo",
        "Fiber",
        "chi",
        "gorilla/mux",
        "net/http",
    ),
    "NestJS": ("NestJS",),
    "Rails": ("Rails",),
    "Spring": ("Spring Boot", "Spring MVC"),
    "Jakarta REST": ("Quarkus", "Jersey", "Dropwizard", "RESTEasy"),
    "JDK server": (),
    "Laravel": ("Laravel",),
    "Symfony": ("Symfony",),
    "ASP.NET Core": ("ASP.NET Core",),
    "Phoenix": ("Phoenix",),
}


def request_path(
    sight: Sight, components: tuple[Component, ...], hits: Iterable[Hit]
) -> Iterator[RequestPath]:
    """One record for each framework of each component that declares handlers."""
    yield from _python(sight)
    frameworks = {
        ("" if one.path == "." else one.path): [
            str(f.value) for f in one.facts if f.name == "framework"
        ]
        for one in components
    }
    found: dict[tuple[str, str], list[Hit]] = defaultdict(list)
    for hit in hits:
        if hit.facet == "handler":
            folder = sight.folder_of(hit.place.path)
            known = _framework(hit, frameworks, folder)
            if known:
                found[folder, known].append(hit)
    for (folder, framework), own in sorted(found.items()):
        yield RequestPath(
            component=folder or ".",
            framework=framework,
            handlers=len(own),
            files=len({one.place.path for one in own}),
            place=own[0].place,
        )
    yield from _next(sight, frameworks)


def _framework(hit: Hit, frameworks: dict[str, list[str]], folder: str) -> str:
    """The framework of the component, or of one above it, that this kind of handler belongs to."""
    while True:
        for one in frameworks.get(folder, []):
            if one in ROUTERS[hit.value]:
                return one
        if not folder:
            # a module of the standard library is no dependency
            return "net/http" if hit.value == "router" and hit.place.path.endswith(".go") else ""
        folder = folder.rpartition("/")[0]


def _python(sight: Sight) -> Iterator[RequestPath]:
    app = sight.python
    if app is None or not app.routes:
        return
    first: Route = min(app.routes, key=lambda one: (one.place.path, one.place.line))
    yield RequestPath(
        component=sight.folder_of(app.app_file) or ".",
        framework=app.framework,
        handlers=len({(one.method, one.path) for one in app.routes}),
        files=len({one.place.path for one in app.routes}),
        place=first.place,
        reached=app.reached,
    )


def _next(sight: Sight, frameworks: dict[str, list[str]]) -> Iterator[RequestPath]:
    """Next.js: a file is a handler (`app/**/route.ts`, `pages/api/**`)."""
    import re

    from checks.core import Place

    pattern = re.compile(r"(^|/)app/(.+/)?route\.[jt]s$|(^|/)pages/api/.+\.[jt]sx?$")
    handlers: dict[str, list[str]] = defaultdict(list)
    if any("Next.js" in named for named in frameworks.values()):
        for one in filter(pattern.search, sight.tree.production(".ts", ".js", ".tsx", ".jsx")):
            handlers[sight.folder_of(one)].append(one)
    for folder, named in frameworks.items():
        if "Next.js" in named:
            own = handlers[folder]
            if own:
                yield RequestPath(
                    component=folder or ".",
                    framework="Next.js",
                    handlers=len(own),
                    files=len(own),
                    place=Place(path=own[0]),
                )
