"""Components by manifest folder, each with its facts and roles."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from checks.probes.repo.facet_names import FACET_NAMES
from checks.probes.repo.facets import (
    agents,
    agents_in_pods,
    cache_libraries,
    caches,
    chart_stores,
    coded,
    conventions,
    databases,
    foreign_keys,
    health,
    images,
    infrastructure,
    kept_files,
    languages,
    load_tests,
    loops,
    mail_in_transaction,
    of_elixir,
    of_go,
    outbound,
    own_code,
    packages,
    pagination,
    python_storage,
    queues,
    rails_schedules,
    schema,
    script_pools,
    sessions,
    settled,
    state,
)
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import Component, RepoFact, Role, State
from checks.probes.repo.switches import switched, switches
from checks.probes.repo.verdict import kind_of
from checks.probes.repo.without import runs_without_redis, unless_without

Found = tuple[str, RepoFact]
"""The folder of the component, and a fact of it."""
FACETS: tuple[Callable[[Sight], Iterator[Found]], ...] = (
    languages.facts,
    packages.facts,
    databases.facts,
    caches.facts,
    conventions.facts,
    health.facts,
    queues.facts,
    infrastructure.facts,
    state.facts,
    settled.facts,
    coded.facts,
    schema.facts,
    load_tests.facts,
    images.facts,
    foreign_keys.facts,
    mail_in_transaction.facts,
    outbound.facts,
    own_code.facts,
    of_elixir.facts,
    of_go.facts,
    cache_libraries.facts,
    pagination.facts,
    sessions.facts,
    loops.facts,
    agents.facts,
    agents_in_pods.facts,
    chart_stores.facts,
    rails_schedules.facts,
    kept_files.facts,
    script_pools.facts,
    python_storage.facts,
)


SURER = (State.ACTIVE, State.UNKNOWN_IN_PRODUCTION, State.INACTIVE, State.PRESENT_UNUSED)
"""Of two sources that name the same, the one that says more of production wins."""


def components(sight: Sight) -> tuple[Component, ...]:
    """Every folder with a manifest or a fact of its own; the root first."""
    by_folder: dict[str, dict[tuple[str, object], RepoFact]] = defaultdict(dict)
    known, without = switches(sight), runs_without_redis(sight)
    for facet in FACETS:
        for folder, told in facet(sight):
            fact = unless_without(switched(folder, told, known), without)
            held = by_folder[folder].get((fact.name, fact.value))
            if held is None or SURER.index(fact.state) < SURER.index(held.state):
                by_folder[folder][fact.name, fact.value] = fact
    found = []
    for folder in sorted(by_folder):
        facts = sorted(by_folder[folder].values(), key=lambda one: (_rank(one), str(one.value)))
        kind = kind_of(sight, folder, facts)
        found.append(
            Component(
                path=folder or ".", kind=kind, roles=_roles(sight, folder, kind), facts=tuple(facts)
            )
        )
    return tuple(found)


def _rank(fact: RepoFact) -> int:
    return FACET_NAMES.index(fact.name)


def _roles(sight: Sight, folder: str, kind: str) -> tuple[str, ...]:
    """What runs of this component: its own start commands, and the web where it is an application."""
    own = {
        one.role.value
        for one in sight.processes
        if sight.folder_of(one.place.path) == folder
        and one.role is not Role.OTHER
        and one.place.path not in sight.for_development
    }
    if kind == "application":
        own.add(Role.WEB.value)
    return tuple(sorted(own, key=lambda one: (one != "web", one)))
