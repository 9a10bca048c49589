"""Facets that a package in a manifest tells by itself: framework, ORM, migrations, metrics, mail, front end."""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.manifests import Dependency
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

PLAIN = {"framework", "orm", "migrations", "metrics", "mail", "frontend", "health", "key_value"}
NAMES = {"fastapi": "FastAPI", "django": "Django", "flask": "Flask", "aiohttp": "aiohttp"}
HEALTH = re.compile(r"/(health|healthz|livez|readyz|ping|up|alive|heartbeat)(/|z|check)?[\w/-]*$")


STATIC = {
    "Nuxt": ("nuxt.config", re.compile(r"^\s*ssr:\s*false", re.M)),
    "Next.js": ("next.config", re.compile(r"^\s*output:\s*[\"']export[\"']", re.M)),
}
"""Settings under which the framework writes files at build time and no server of its own runs."""


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """Facts of the plain facets; a Python package that no production code imports is present but unused."""
    for one, facet, value in sight.told:
        if facet not in PLAIN:
            continue
        if value in STATIC and _is_static(sight, one.place.path, value):
            facet = "frontend"
        used = sight.uses(one)
        state = State.PRESENT_UNUSED if used is False else State.ACTIVE
        if state is State.PRESENT_UNUSED and value == "Alembic" and _alembic(sight):
            state = State.ACTIVE
        if state is State.PRESENT_UNUSED and facet == "key_value" and _client_of_another(sight):
            state = State.ACTIVE
        if facet == "mail" and len(_mailers(sight, one)) > 1 and state is State.ACTIVE:
            state = State.UNKNOWN_IN_PRODUCTION
        if one.optional and state is State.ACTIVE and facet != "orm":
            state = State.UNKNOWN_IN_PRODUCTION
        confidence = (
            Confidence.HIGH if used or facet in {"framework", "frontend"} else Confidence.MEDIUM
        )
        yield (
            sight.folder_of(one.place.path),
            RepoFact(name=facet, value=value, place=one.place, state=state, confidence=confidence),
        )
    yield from _python(sight)


def _wrapped(sight: Sight, home: str) -> Iterator[tuple[str, RepoFact]]:
    """A health path that wsgi.py or asgi.py answers before the framework's own routes."""
    for path in sight.program.paths:
        if re.search(r"(^|/)(wsgi|asgi)(\.py|/__init__\.py)$", path):
            text = sight.tree.text(path) or ""
            for number, line in enumerate(text.splitlines(), 1):
                found = re.search(
                    r"[\"'](/(?:healthz?|livez|readyz|ping)/?)[\"']", line.partition("#")[0]
                )
                if found:
                    place = Place(path=path, line=number)
                    yield home, RepoFact(name="health", value=found.group(1), place=place)
                    return


def _is_static(sight: Sight, manifest: str, value: str) -> bool:
    name, pattern = STATIC[value]
    folder = manifest.rpartition("/")[0]
    own = (f"{folder}/{name}.{end}".lstrip("/") for end in ("ts", "js", "mjs", "cjs"))
    return any(
        one in sight.tree.sizes and pattern.search(sight.tree.text(one) or "") for one in own
    )


def _first_below(sight: Sight, folder: str) -> str:
    return next((one for one in sight.tree.files if one.startswith(f"{folder}/0")), folder)


def _client_of_another(sight: Sight) -> bool:
    """A queue or a cache of the settings uses the client without the project importing it."""
    settings = sight.python.settings if sight.python else {}
    return "CACHES" in settings or any(facet in {"queue", "cache"} for _, facet, _ in sight.told)


def _mailers(sight: Sight, one: Dependency) -> set[str]:
    """The mail services that are installed beside this one: of several, a setting picks."""
    home = sight.folder_of(one.place.path)
    return {v for d, f, v in sight.told if f == "mail" and sight.folder_of(d.place.path) == home}


def _alembic(sight: Sight) -> bool:
    return sight.python is not None and sight.python.migrations == "alembic"


def _python(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    app = sight.python
    if app is None:
        return
    home = sight.folder_of(app.app_file)
    place = Place(path=app.app_file)
    yield (
        home,
        RepoFact(
            name="framework", value=NAMES.get(app.framework, app.framework.title()), place=place
        ),
    )
    if app.framework == "django":
        yield (
            home,
            RepoFact(
                name="orm", value="Django ORM", place=Place(path=app.settings_file or app.app_file)
            ),
        )
    if app.migrations == "django" and app.migrations_folder:
        yield (
            home,
            RepoFact(
                name="migrations",
                value="Django migrations",
                place=Place(path=_first_below(sight, app.migrations_folder)),
            ),
        )
    health = [one for one in app.routes if one.method in {"GET", "ANY"} and HEALTH.search(one.path)]
    if health:
        first = min(health, key=lambda one: (len(one.path), one.path))
        yield home, RepoFact(name="health", value=first.path, place=first.place)
    else:
        yield from _wrapped(sight, home)
    for call in app.mails[:1]:
        yield home, RepoFact(name="mail", value=call.callee, place=call.place)
