"""Vitals that a repository's files tell: what is in use, how many processes and connections are configured."""

import re
from collections.abc import Iterator

from checks.core import Confidence, Fact, Place, Scalar
from checks.fill.fact import count, measured
from checks.probes.repo import Call, ComposeFile, PythonApp, Repo, RepoFact, Role, Service, State
from checks.probes.repo.mail import queued

USABLE = 0.8
"""A fifth of max_connections stays free for people, backups and migrations (as in the connection budget)."""
SURGE = 1.25
"""A rolling deploy runs a quarter more instances for a while (Kubernetes' default)."""
OTHERS = 5
"""Sessions of people, cron and migrations."""
POOL_DEFAULTS = {
    "psycopg_pool.ConnectionPool": 4,
    "psycopg_pool.AsyncConnectionPool": 4,
    "asyncpg.create_pool": 10,
    "aiopg.create_pool": 10,
    "databases.Database": 10,
}
"""Sizes without `max_size` (manuals of psycopg_pool: min_size=4 and as many at most; asyncpg and aiopg: 10, which
is also what encode's databases opens through them)."""
COMPOSE = "compose service"
"""Workloads of this kind stand in the compose files too."""
ENGINE_POOL, ENGINE_OVERFLOW = 5, 10
"""SQLAlchemy's QueuePool without arguments (its manual: pool_size=5, max_overflow=10)."""


def facts(repo: Repo) -> tuple[Fact, ...]:
    """The vitals that this repository tells; what it does not tell is left out."""
    if not repo.applicable:
        return ()
    found = [*_in_use(repo), *_deployed(repo), *_database_cores(repo)]
    if repo.python is not None:
        found += [*_pool(repo.python), *_deferrable(repo.python)]
    return (*found, *_demand(repo, {one.name: one for one in found}))


def demand_share(instances: float, processes: float, pool: float, max_connections: float) -> float:
    """Sessions at the worst moment over the sessions that clients may use; above 1 some are refused."""
    return (instances * processes * pool * SURGE + OTHERS) / (USABLE * max_connections)


def _fact(
    name: str, value: Scalar, place: Place | str, confidence: Confidence = Confidence.HIGH
) -> Fact:
    return measured(name, value, str(place), confidence=confidence)


def _in_use(repo: Repo) -> Iterator[Fact]:
    for name in ("pooler", "cache", "queue", "local_state"):
        for one in repo.facts(name):
            sure = one.state is State.ACTIVE and one.confidence is not Confidence.LOW
            if sure and one.place is not None:
                yield _fact(name, one.value, one.place, one.confidence)
                break


def _main_web(repo: Repo) -> tuple[ComposeFile, Service] | None:
    """The one web service of the first compose file for production; None where there are several."""
    for file in repo.compose:
        webs = [one for one in file.services if one.role is Role.WEB and not one.profiles]
        if file.production and webs:
            return (file, webs[0]) if len(webs) == 1 else None
    return None


def _deployed(repo: Repo) -> Iterator[Fact]:
    """How many instances and processes serve requests, as the files ask for."""
    main = _main_web(repo)
    place = None
    if main is not None:
        file, web = main
        place = Place(path=file.path, line=web.line)
        yield _fact("instances", web.replicas, place, Confidence.MEDIUM)
    for one in repo.processes:
        here = (
            one.place == place
            if main is not None and main[1].command
            else "ockerfile" in one.place.path
        )
        if one.role is Role.WEB and one.processes is not None and here:
            yield _fact("processes_per_instance", one.processes, one.place, Confidence.MEDIUM)
            break
    applications = [one for one in repo.components if one.kind == "application"]
    if len(applications) == 1 and applications[0].facts:
        where = applications[0].facts[0].place or applications[0].path
        yield _fact("services", 1, str(where), Confidence.MEDIUM)
    deployed = [one for one in applications if any(_recipe(fact) for fact in one.facts)]
    if len(deployed) > 1:
        paths = ", ".join(one.path for one in deployed[:6])
        yield _fact("services", len(deployed), f"Dockerfiles of {paths}", Confidence.MEDIUM)


def _database_cores(repo: Repo) -> Iterator[Fact]:
    """The limit of the one database that the files for production start; None of several, which may be replicas."""
    files = [one for one in repo.compose if one.production]
    found = [
        (one.cores, Place(path=file.path, line=one.line))
        for file in files
        for one in file.services
        if one.role is Role.DATABASE and not one.profiles
    ]
    found += [
        (one.cores, one.places[0])
        for one in repo.context.workloads
        if one.kind != COMPOSE and one.role is Role.DATABASE and one.state is State.ACTIVE
    ]
    if len(found) != 1:
        return
    cores, place = found[0]
    if cores:
        yield _fact("database_cores", count(cores), place, Confidence.MEDIUM)


def _recipe(fact: RepoFact) -> bool:
    return fact.name == "dockerfile" and fact.state is State.ACTIVE


def _pool(app: PythonApp) -> Iterator[Fact]:
    """The connections of one process, where the code has exactly one pool and says its size in figures."""
    pools = [one for one in app.pools if one.callee in POOL_DEFAULTS]
    engines = [one for one in app.engines if "NullPool" not in one.keywords.get("poolclass", "")]
    if len(pools) + len(engines) != 1:
        return
    size = _size_of_pool(pools[0]) if pools else _size_of_engine(engines[0])
    if size is not None:
        yield _fact("pool_per_process", size, (pools or engines)[0].place, Confidence.MEDIUM)


def _size_of_pool(call: Call) -> int | None:
    stated = call.keywords.get("max_size", call.keywords.get("maxsize", ""))
    if not stated and call.callee.startswith("psycopg_pool"):
        stated = call.keywords.get("min_size", "")
    return _number(stated, POOL_DEFAULTS[call.callee], call)


def _size_of_engine(call: Call) -> int | None:
    size = _number(call.keywords.get("pool_size", ""), ENGINE_POOL, call)
    more = _number(call.keywords.get("max_overflow", ""), ENGINE_OVERFLOW, call)
    return None if size is None or more is None else size + more


def _number(stated: str, default: int, call: Call) -> int | None:
    """A literal's value; None for an expression, and where a `**mapping` may hold it."""
    if not stated:
        return None if "**" in call.keywords else default
    return int(stated) if stated.isdecimal() else None


def _deferrable(app: PythonApp) -> Iterator[Fact]:
    """Mail that is sent while a user waits; a backend that queues is none."""
    if queued(app):
        return
    for one in app.mails:
        if one.in_request_path:
            value = f"{one.place} {one.callee} in {one.route}"
            yield _fact("deferrable_found", value, one.place)
            return


def _demand(repo: Repo, known: dict[str, Fact]) -> Iterator[Fact]:
    """Only where compose states max_connections; with a live database the server's own value counts."""
    wanted = ("instances", "processes_per_instance", "pool_per_process")
    limit = _max_connections(repo)
    if limit is None or "pooler" in known or not all(name in known for name in wanted):
        return
    instances, processes, pool = (float(known[name].value) for name in wanted)
    where = "derived from " + ", ".join([*(known[name].where for name in wanted), str(limit[1])])
    yield _fact(
        "connection_demand_share",
        demand_share(instances, processes, pool, limit[0]),
        where,
        Confidence.MEDIUM,
    )


def _max_connections(repo: Repo) -> tuple[int, Place] | None:
    for file in repo.compose:
        for one in file.services if file.production else ():
            found = re.search(r"max_connections\s*=\s*(\d+)", one.command)
            if one.role is Role.DATABASE and found:
                return int(found.group(1)), Place(path=file.path, line=one.line)
    return None
