"""Stores that a Helm chart of the repository installs beside the application."""

from collections.abc import Iterator

from checks.core import Confidence
from checks.probes.repo.facets.engines import SAME_WIRE
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, Role
from checks.probes.repo.workloads.charts import brought

FACETS = {
    "Redis": "key_value",
    "Valkey": "key_value",
    "KeyDB": "key_value",
    "Dragonfly": "key_value",
}
BY_ROLE = {
    Role.DATABASE: "database",
    Role.BROKER: "broker",
    Role.CACHE: "cache",
    Role.POOLER: "pooler",
}


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`database`, `key_value`, `broker`, `cache` and `pooler`, never active: whoever installs the chart decides.

    What a driver or a client of the project speaks to is told by the driver.
    """
    told = {value for _, facet, value in sight.told if facet in {"database", "key_value", "broker"}}
    told |= {wire for wire, base in SAME_WIRE.items() if base in told}
    for one in brought(sight.tree):
        facet = FACETS.get(one.product) or BY_ROLE.get(one.role)
        if facet and one.product not in told:
            yield (
                sight.folder_of(one.place.path),
                RepoFact(
                    name=facet,
                    value=one.product,
                    place=one.place,
                    state=one.state,
                    confidence=Confidence.MEDIUM,
                ),
            )
