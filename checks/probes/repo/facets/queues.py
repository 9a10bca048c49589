"""Queues for background work, their brokers, connection poolers and in-process pools."""

import re
from collections.abc import Iterator
from dataclasses import replace

from checks.core import Confidence, Place
from checks.probes.repo.facets import caches
from checks.probes.repo.images import KEY_VALUE, name_of, product_of
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import ComposeFile, RepoFact, Role, Service, State

ADAPTERS = {
    "sidekiq": "Sidekiq",
    "solid_queue": "Solid Queue",
    "good_job": "GoodJob",
    "resque": "Resque",
    "delayed_job": "Delayed Job",
    "que": "Que",
}


ON_REDIS = {"RQ", "arq", "SAQ", "Sidekiq", "Resque", "BullMQ", "Bull", "Bee-Queue", "asynq"}
"""Queues that keep their jobs in Redis and nowhere else (their own manuals)."""


def with_brokers(sight: Sight) -> tuple[ComposeFile, ...]:
    """A Redis whose use no variable tells is the broker where the only user known is a queue on Redis."""
    queues = {f.value for _, f in _libraries(sight) if f.state is State.ACTIVE}
    cached = any(one.state is State.ACTIVE for _, one in caches.facts(sight))
    if cached or not queues & ON_REDIS:
        return sight.compose

    def of(one: Service) -> Service:
        broker = one.role is Role.OTHER and name_of(one.image) in KEY_VALUE and one.used_by
        return replace(one, role=Role.BROKER) if broker else one

    return tuple(replace(file, services=tuple(map(of, file.services))) for file in sight.compose)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`queue`, `broker`, `pooler` and `pool`."""
    yield from _rails(sight)
    yield from _libraries(sight)
    yield from _services(sight)
    yield from _pools(sight)


WORKS = {
    "Sidekiq": Words(b"include Sidekiq::Worker", b"include Sidekiq::Job"),
    "Shoryuken": Words(b"include Shoryuken::Worker"),
    "Sneakers": Words(b"include Sneakers::Worker"),
}
"""What a class of Ruby includes that takes jobs of this queue itself, whichever adapter Active Job has."""


def _libraries(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    chosen = {fact.value for _, fact in _rails(sight) if fact.state is State.ACTIVE}
    for one, facet, value in sight.told:
        if facet != "queue":
            continue
        used = sight.uses(one)
        worker = any(re.search(value.replace(" ", "_"), w.command, re.I) for w in sight.workers())
        state = State.PRESENT_UNUSED if used is False and not worker else State.ACTIVE
        takes = WORKS.get(value)
        own = takes is not None and sight.folder_of(one.place.path) in sight.homes(takes, ".rb")
        if chosen and value not in chosen and not worker and not own:
            state = State.PRESENT_UNUSED
        switched = one.optional or one.ecosystem == "composer"
        if switched and state is State.ACTIVE and not worker:
            state = State.UNKNOWN_IN_PRODUCTION
        yield (
            sight.folder_of(one.place.path),
            RepoFact(
                name="queue",
                value=value,
                place=one.place,
                state=state,
                confidence=Confidence.HIGH if worker or used else Confidence.MEDIUM,
            ),
        )


def _rails(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """The adapter of Active Job: production.rb wins over application.rb."""
    for ending in ("config/environments/production.rb", "config/application.rb"):
        for path in (one for one in sight.tree.production(".rb") if one.endswith(ending)):
            for number, line in enumerate((sight.tree.text(path) or "").splitlines(), 1):
                found = re.match(r"\s*config\.active_job\.queue_adapter\s*=\s*:(\w+)", line)
                if found and found.group(1) in ADAPTERS:
                    yield (
                        sight.folder_of(path),
                        RepoFact(
                            name="queue",
                            value=ADAPTERS[found.group(1)],
                            place=Place(path=path, line=number),
                        ),
                    )
                    return


def _chosen(sight: Sight) -> bool:
    """Two files that start the application on different brokers: somebody chooses between them."""
    brokers = [
        {product_of(one.image) for one in file.services if one.role is Role.BROKER and one.used_by}
        for file in sight.compose
        if file.production and file.runs_application
    ]
    told = [one for one in brokers if one]
    return any(not one & other for one in told for other in told)


def _services(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    chosen = _chosen(sight)
    names = {Role.BROKER: "broker", Role.POOLER: "pooler"}
    for file, one in sight.services:
        product = product_of(one.image) or ("PgBouncer" if one.name == "pgbouncer" else None)
        role = Role.POOLER if one.name == "pgbouncer" else one.role
        if role in names and product:
            state = sight.state_of_service(file, product)
            if chosen and role is Role.BROKER and state is State.ACTIVE:
                state = State.UNKNOWN_IN_PRODUCTION
            yield (
                "",
                RepoFact(
                    name=names[role],
                    value=product,
                    place=Place(path=file.path, line=one.line),
                    state=state if one.used_by else State.PRESENT_UNUSED,
                    confidence=Confidence.HIGH if one.used_by else Confidence.MEDIUM,
                ),
            )


def _pools(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    app = sight.python
    if app is None:
        return
    for call in (*app.pools, *app.engines):
        unpooled = "NullPool" in call.keywords.get("poolclass", "")
        if call.callee.endswith("engine") and unpooled:
            continue
        yield (
            sight.folder_of(call.place.path),
            RepoFact(name="pool", value=call.callee.rpartition(".")[2], place=call.place),
        )
    for name, call in app.settings.items():
        if re.fullmatch(r"DATABASES\.\w+\.CONN_MAX_AGE", name):
            held = call.keywords.get("value", "")
            if (held.isdecimal() and held != "0") or held == "None":
                value = f"persistent connections (CONN_MAX_AGE {held})"
                yield (
                    sight.folder_of(call.place.path),
                    RepoFact(name="pool", value=value, place=call.place),
                )
