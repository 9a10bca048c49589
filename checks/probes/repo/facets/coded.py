"""Facets that calls and annotations of the sources tell, in languages whose code is not followed."""

import re
from collections.abc import Iterator

from checks.core import Confidence
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

TOLD = (
    "rate_limit",
    "scheduled_work",
    "metrics",
    "structured_logs",
    "error_tracking",
    "pagination",
)
STORE = re.compile(r"\bstore\s*[:,}]")


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """One fact a facet, value and component, at the first place."""
    seen: set[tuple[str, str, str]] = set()
    for hit in sight.hits:
        folder = sight.folder_of(hit.place.path)
        key = (folder, hit.facet, hit.value)
        if key in seen:
            continue
        if hit.facet in TOLD:
            seen.add(key)
            yield folder, RepoFact(name=hit.facet, value=hit.value, place=hit.place)
        elif hit.facet == "process_cache":
            seen.add(key)
            yield (
                folder,
                RepoFact(
                    name="cache", value="in one process only", place=hit.place, state=State.INACTIVE
                ),
            )
        elif hit.facet == "sessions" and _imports(sight, "express-session"):
            seen.add(key)
            shared = STORE.search(hit.source) is not None
            value = "a shared store" if shared else "in one process only"
            yield (
                folder,
                RepoFact(
                    name="sessions", value=value, place=hit.place, confidence=Confidence.MEDIUM
                ),
            )


def _imports(sight: Sight, name: str) -> bool:
    return any(one.name == name for one, _, _ in sight.told) or any(
        each.name == name for one in sight.manifests for each in one.dependencies
    )
