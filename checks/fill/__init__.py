"""Turns the snapshots of one look into vitals: measured beats told, and where they differ both are shown."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from checks.core import Confidence, Fact, Looks
from checks.fill import (
    combined,
    from_host,
    from_http,
    from_kafka,
    from_metrics,
    from_pages,
    from_pgbouncer,
    from_postgres,
    from_prometheus,
    from_rabbitmq,
    from_redis,
    from_repo,
    from_routes,
    from_told,
    in_pool,
)
from checks.fill.fact import lower, measured
from checks.fill.from_told import is_told
from checks.probes.host import Host
from checks.probes.http import Http
from checks.probes.kafka import Kafka
from checks.probes.metrics import Metrics
from checks.probes.pgbouncer import PgBouncer
from checks.probes.postgres import Postgres
from checks.probes.prometheus import Prometheus
from checks.probes.rabbitmq import RabbitMq
from checks.probes.redis import Redis
from checks.probes.repo import Repo
from checks.probes.told import Told
from checks.vitals import Vitals

FAR = 0.2
"""Relative difference from which a told figure contradicts a measured one; this tool's default."""

FILLERS: tuple[tuple[type[Any], Callable[[Any], Iterable[Fact]]], ...] = (
    (Host, from_host.facts),
    (Metrics, from_metrics.facts),
    (Postgres, from_postgres.facts),
    (PgBouncer, from_pgbouncer.facts),
    (Prometheus, from_prometheus.facts),
    (Http, from_http.facts),
    (Repo, from_repo.facts),
    (RabbitMq, from_rabbitmq.facts),
    (Kafka, from_kafka.facts),
    (Redis, from_redis.facts),
)
"""What fills vitals from one snapshot, the most trusted first: what was watched now and is the thing itself, then what
somebody recorded of it, then a sample, then what files say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A told value that a measured one contradicts; the measured one is used."""

    used: Fact
    ignored: Fact


def fill(looks: Looks) -> Vitals:
    """Every fact of every snapshot; of several for one vital the one nearest to the users' own requests.

    Facts of a Vitals among the looks (a saved file's) stand as they are where nothing newer was measured.
    """
    chosen: dict[str, Fact] = {}
    for fact in _by_trust(looks):
        chosen.setdefault(fact.name, fact)
    repo = looks.get(Repo)
    drawn = Vitals(lines=repo.thresholds if repo is not None else {})
    return _with_demand(looks, drawn.with_facts(*chosen.values()))


def conflicts(looks: Looks) -> tuple[Conflict, ...]:
    """What a person told and a measurement contradicts, by name."""
    vitals, found = fill(looks), list[Conflict]()
    answers = looks.get(Told)
    for told in from_told.facts(answers) if answers is not None else ():
        used = vitals.fact(told.name)
        if used is not None and not is_told(used) and _differ(used, told):
            found.append(Conflict(used=used, ignored=told))
    return tuple(sorted(found, key=lambda one: one.used.name))


def _by_trust(looks: Looks) -> Iterator[Fact]:
    """The most trusted first: measured now, read in the project, measured earlier, told."""
    yield from combined.facts(looks)
    repo, page = looks.get(Repo), looks.get(Metrics)
    if repo is not None and page is not None:
        yield from from_routes.facts(repo, page)
    sample = looks.get(Http)
    if sample is not None and page is not None:
        yield from from_pages.facts(sample, page, repo)
    for kind, facts in FILLERS:
        if (seen := looks.get(kind)) is not None:
            yield from facts(seen)
    yield from in_pool.facts(looks)
    earlier = tuple((looks.get(Vitals) or Vitals()).known())
    yield from (one for one in earlier if not is_told(one))
    if (told := looks.get(Told)) is not None:
        yield from from_told.facts(told)
    yield from (one for one in earlier if is_told(one))


def _with_demand(looks: Looks, vitals: Vitals) -> Vitals:
    """The worst case of sessions over the budget, against the limit of the server itself where it was seen."""
    wanted = ("instances", "processes_per_instance", "pool_per_process", "max_connections")
    facts = [fact for name in wanted if (fact := vitals.fact(name)) is not None]
    if looks.get(Postgres) is None or len(facts) < len(wanted) or vitals.pooler is not None:
        return vitals
    instances, processes, pool, limit = (float(one.value) for one in facts)
    if limit <= 0:
        return vitals
    return vitals.with_facts(
        measured(
            "connection_demand_share",
            from_repo.demand_share(instances, processes, pool, limit),
            "derived from " + ", ".join(one.where for one in facts),
            confidence=lower(Confidence.MEDIUM, *(one.confidence for one in facts)),
        )
    )


def _differ(one: Fact, other: Fact) -> bool:
    if isinstance(one.value, int | float) and isinstance(other.value, int | float):
        largest = max(abs(one.value), abs(other.value))
        return largest > 0 and abs(one.value - other.value) > FAR * largest
    return one.value != other.value
