"""Facets that calls and annotations of the sources tell, in languages whose code is not followed."""

import re
from collections.abc import Iterator

from checks.core import Confidence
from checks.probes.repo.code import Hit
from checks.probes.repo.facets.settled import UNSET
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

TOLD = (
    "rate_limit",
    "scheduled_work",
    "metrics",
    "structured_logs",
    "error_tracking",
    "pagination",
    "mail",
    "n_plus_one_guard",
    "framework",
)
IN_MEMORY = re.compile(rb"\bnew (?:ConcurrentMap|Caffeine|SimpleCache|EhCache)\w*Manager\(")
"""Spring's managers of caches that no other process sees."""
BRINGS_A_CACHE = re.compile(
    r"^spring-boot-starter-(?:data-)?(?:redis|cache)|^spring-data-redis$|^redisson"
)
"""Without one of these Spring's abstraction has no manager for Redis, whatever client the project has."""
STORE = re.compile(r"\bstore\s*[:,}]")


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """One fact a facet, value and component, at the first place."""
    seen: set[tuple[str, str, str]] = set()
    for hit in sight.hits:
        folder = sight.folder_of(hit.place.path)
        fact = _fact(sight, hit, folder)
        if fact is not None and (folder, fact.name, str(fact.value)) not in seen:
            seen.add((folder, fact.name, str(fact.value)))
            yield folder, fact


def _fact(sight: Sight, hit: Hit, folder: str) -> RepoFact | None:
    if hit.facet in TOLD and _is_so(sight, hit, folder):
        return RepoFact(name=hit.facet, value=_named(sight, hit, folder), place=hit.place)
    if hit.facet == "pool":
        threads = hit.value == "HikariCP" and b"ikari" not in sight.tree.sniff(hit.place.path)
        return None if threads else _pool(hit)
    if hit.facet == "migrations" and not _versioned(sight, folder):
        return RepoFact(name="migrations", value=hit.value, place=hit.place)
    if hit.facet == "process_cache" or (hit.facet == "spring_cache" and not _shared(sight)):
        return _cache(hit, "in one process only", State.INACTIVE)
    if hit.facet == "spring_cache" and IN_MEMORY.search(sight.tree.sniff(hit.place.path)):
        return _cache(hit, "in one process only", State.INACTIVE)
    if hit.facet in {"shared_cache", "spring_cache"}:
        return _cache(hit, "Redis", State.UNKNOWN_IN_PRODUCTION)
    if hit.facet == "sessions":
        return _sessions(sight, hit)
    return None


def _is_so(sight: Sight, hit: Hit, folder: str) -> bool:
    """The standard library's server is the framework only where no other one is installed."""
    if hit.facet != "framework":
        return True
    handlers = sum(
        one.facet == "handler" and sight.folder_of(one.place.path) == folder for one in sight.hits
    )
    # one handler is a callback or a page of metrics
    return handlers > 2 and not any(
        facet == "framework" and one.ecosystem == "go" and sight.folder_of(one.place.path) == folder
        for one, facet, _ in sight.told
    )


def _named(sight: Sight, hit: Hit, folder: str) -> str:
    """Quarkus and Micronaut have an annotation of the same name as Spring's."""
    if hit.value == "Spring @Scheduled":
        for value in ("Quarkus", "Micronaut"):
            if any(each == value for _, _, each in sight.told):
                return value
    return hit.value


def _shared(sight: Sight) -> bool:
    """A store that other processes see is installed: a setting or a bean may put the cache into it."""
    return any(
        facet == "key_value" and one.ecosystem == "maven" and BRINGS_A_CACHE.match(one.name)
        for one, facet, _ in sight.told
    )


def _versioned(sight: Sight, folder: str) -> bool:
    """A tool that keeps steps is installed: what makes tables from structs beside it is for tests or for one table."""
    return any(
        facet == "migrations" and sight.folder_of(one.place.path) == folder
        for one, facet, _ in sight.told
        if sight.uses(one) is not False
    )


LIMIT = re.compile(r"[sS]etMax(?:OpenConns|imumPoolSize)\(\s*([\d_]+)\s*\)")


def _pool(hit: Hit) -> RepoFact | None:
    """The limit of Go's own pool (https://pkg.go.dev/database/sql#DB.SetMaxOpenConns) or of HikariCP; one connection is
    no pool, but how SQLite is kept from writing at once, and zero or less is no limit."""
    found = LIMIT.search(hit.source)
    if found is None:
        unknown = State.UNKNOWN_IN_PRODUCTION
        return RepoFact(name="pool", value=UNSET, place=hit.place, state=unknown)
    size = int(found.group(1).replace("_", ""))
    return RepoFact(name="pool", value=f"{size} connections", place=hit.place) if size > 1 else None


def _cache(hit: Hit, value: str, state: State) -> RepoFact:
    return RepoFact(name="cache", value=value, place=hit.place, state=state)


def _sessions(sight: Sight, hit: Hit) -> RepoFact | None:
    if hit.value != "express-session":
        return RepoFact(name="sessions", value=hit.value, place=hit.place)
    if not _imports(sight, "express-session"):
        return None
    value = "a shared store" if STORE.search(hit.source) else "in one process only"
    return RepoFact(name="sessions", value=value, place=hit.place, confidence=Confidence.MEDIUM)


def _imports(sight: Sight, name: str) -> bool:
    return any(each.name == name for one in sight.manifests for each in one.dependencies)
