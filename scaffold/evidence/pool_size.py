"""How many processes share the database, and how many connections each of them may have.

A pool inside the process holds its connection also while the application computes, so all of them together
get the upper end of the usual two to four server connections per core (`playbooks.formulas.connection_budget`).
"""

from dataclasses import dataclass
from math import ceil

from checks.probes.repo.snapshot import Repo, Role
from checks.vitals import Vitals
from playbooks.formulas.connection_budget import behind_pooler

LEAST = 2
"""A request that needs a second connection while it holds one must not wait for itself for ever."""
CORES = 2.0
MAX_CONNECTIONS = 100
"""PostgreSQL's default (https://www.postgresql.org/docs/current/runtime-config-connection.html)."""
ROOM = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Connections, and the sentence that explains them."""

    connections: int
    because: str


def instances(repo: Repo, vitals: Vitals) -> int:
    """Long-lived copies of the web application at most."""
    known = vitals.number("instances")
    if known is not None:
        return max(1, round(known))
    services = [one for file in repo.compose if file.production for one in file.services]
    web = [one.replicas for one in services if one.role is Role.WEB]
    return max(1, sum(web))


def processes(repo: Repo, vitals: Vitals) -> int:
    """Processes over all instances that may open connections at the same time."""
    known = vitals.number("processes_per_instance")
    started = [one.processes for one in repo.processes if one.role is Role.WEB and one.processes]
    each = round(known) if known is not None else max(started, default=1)
    workers = sum(1 for one in repo.processes if one.role is Role.WORKER)
    return instances(repo, vitals) * max(1, each) + workers


def in_process(repo: Repo, vitals: Vitals) -> Size:
    """The pool of each process, so that all together stay within the database's budget."""
    total, said = _total(vitals)
    count = processes(repo, vitals)
    each = max(LEAST, total // count)
    shared = "one process" if count == 1 else f"{count} processes"
    return Size(connections=each, because=f"{said}, shared by {shared}")


def pooled(vitals: Vitals) -> Size:
    """The server connections of one PgBouncer."""
    total, said = _total(vitals)
    return Size(connections=max(LEAST, total), because=said)


def clients(repo: Repo, vitals: Vitals, threads: int = 40) -> Size:
    """Client connections that PgBouncer must accept: 1.2 x every thread of every process, 100 at least.

    40 threads is what FastAPI's and Starlette's pool for plain functions has (AnyIO's default limiter).
    """
    pool = vitals.number("pool_per_process")
    each = round(pool) if pool else threads
    count = processes(repo, vitals)
    needed = max(100, ceil(ROOM * count * each))
    return Size(
        connections=needed, because=f"1.2 x {count} processes x {each} connections, at least 100"
    )


def _total(vitals: Vitals) -> tuple[int, str]:
    cores = vitals.number("database_cores")
    limit = vitals.number("max_connections")
    total = int(behind_pooler(round(limit or MAX_CONNECTIONS), cores or CORES))
    said = f"{cores:g}" if cores else f"{CORES:g} assumed, none measured"
    return (
        total,
        f"4 connections per core of the database ({said}), at most 80 % of max_connections",
    )
