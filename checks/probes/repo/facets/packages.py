"""Facets that a package in a manifest tells by itself: framework, ORM, migrations, metrics, mail, front end."""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.facets.package_state import BY_SWITCH, facet_of, says_so, state_of
from checks.probes.repo.manifests import Dependency
from checks.probes.repo.python.look import BY_HAND
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

PLAIN = {
    "framework",
    "orm",
    "migrations",
    "metrics",
    "mail",
    "frontend",
    "health",
    "key_value",
    "tracing",
    "structured_logs",
    "error_tracking",
    "rate_limit",
    "pagination",
    "n_plus_one_guard",
    "static_files",
    "object_storage",
    "broker",
    "read_replica",
    "scheduled_work",
    "sessions",
}
NAMES = {"fastapi": "FastAPI", "django": "Django", "flask": "Flask", "aiohttp": "aiohttp"}


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """Facts of the plain facets, each in the state that its use tells."""
    for one, told, value in sight.told:
        if told == "process_cache" and sight.uses(one) is not False:
            yield _in_process(sight, one)
        facet = facet_of(sight, one, told, value)
        if facet == "server":
            facet = "framework" if _alone(sight, one) else ""
        elif facet == "framework" and one.lent:
            continue  # compiled against: the module that serves brings it
        if (
            (facet not in PLAIN and told != "cache_library")
            or facet == "cache_library"
            or not says_so(sight, one, facet, value)
        ):
            continue
        if told in BY_SWITCH and not sight.ships(sight.folder_of(one.place.path)):
            continue
        used = sight.uses(one)
        sure = used or facet in {"framework", "frontend"}
        yield (
            sight.folder_of(one.place.path),
            RepoFact(
                name=facet,
                value=value,
                place=one.place,
                state=state_of(sight, one, facet, value),
                confidence=Confidence.HIGH if sure else Confidence.MEDIUM,
            ),
        )
    yield from _python(sight)


def _alone(sight: Sight, one: Dependency) -> bool:
    """A bare server is what serves where no framework, which brings its own, is installed; a library that only
    compiles against one serves nothing."""
    return not one.lent and not any(
        facet == "framework" and each.ecosystem == one.ecosystem for each, facet, _ in sight.told
    )


def _in_process(sight: Sight, one: Dependency) -> tuple[str, RepoFact]:
    """A cache library whose entries no other process sees."""
    fact = RepoFact(
        name="cache", value="in one process only", place=one.place, state=State.INACTIVE
    )
    return sight.folder_of(one.place.path), fact


def _first_below(sight: Sight, folder: str) -> str:
    return next(iter(sight.tree.below(f"{folder}/0")), folder)


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
    for call in app.mails[:1]:
        yield home, RepoFact(name="mail", value=call.callee, place=call.place)
    built = None if app.mails else _mail_of_django(sight)
    if built is not None:
        yield home, RepoFact(name="mail", value="django.core.mail", place=built)


MAILING = Words(b"django.core.mail")
MAIL = re.compile(rb"^[ \t]*from[ \t]+django\.core\.mail[ \t]+import[ \t]+(?!mail_admins\b)", re.M)


def _mail_of_django(sight: Sight) -> Place | None:
    """Where messages are built, for sends that go through an object of the project's own."""
    for path in sight.program.holding(MAILING):
        found = MAIL.search(sight.tree.data(path) or b"")
        if found and not BY_HAND.search(path):
            line = (sight.tree.data(path) or b"").count(b"\n", 0, found.start()) + 1
            return Place(path=path, line=line)
    return None
