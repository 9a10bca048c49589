"""Is something kept on one instance that another instance would miss?

Why: files on the local disk, sessions in files or in memory, and a scheduler inside the process tie users and work to
one instance. A second one shows missing uploads, signs users out, and runs each job twice.
What to do: put uploads into object storage, sessions into the database or Redis, and the scheduler into a process of
its own, before there are two instances.
Source: https://12factor.net/processes (processes are stateless and share nothing).
"""

from collections.abc import Iterator

from checks.advice import advise
from checks.core import Finding, Report, Severity, not_applicable
from checks.probes.repo import Repo, RepoFact, State
from checks.probes.repo.words import Role

ADVICE = True
OF_ONE_INSTANCE = ("files", "in one process only", "memory")
"""Where sessions are then kept, as the facet says it."""
SCHEDULER = "scheduler"


def check(repo: Repo) -> Report:
    """Fires loudly only where several copies are declared; shared stores, cookies and caches are left alone."""
    found = [*_kept(repo)]
    if not found:
        return not_applicable("no state of one instance was found")
    several = _several(repo)
    return advise(
        (
            Finding(
                message=f"{one.value}: {_missed(str(one.value), several)}",
                remedy=_remedy(one),
                severity=Severity.HIGH if several else Severity.LOW,
                confidence=one.confidence,
                place=one.place,
            )
            for one in found
        ),
        examined=len(found),
    )


def _kept(repo: Repo) -> Iterator[RepoFact]:
    yield from (one for one in repo.facts("local_state") if one.state is State.ACTIVE)
    for one in repo.facts("sessions"):
        if one.state is State.ACTIVE and str(one.value) in OF_ONE_INSTANCE:
            yield one


def _several(repo: Repo) -> str:
    """The workload that answers requests in more than one copy; empty where none is declared."""
    for one in repo.context.workloads:
        many = (one.replicas or 1) > 1 or one.scaled_by
        if one.role is Role.WEB and one.state is State.ACTIVE and many:
            return one.name
    return ""


def _missed(value: str, several: str) -> str:
    where = f"{several} has several copies, and each" if several else "a second instance"
    return f"{where} would {'run its jobs again' if SCHEDULER in value else 'miss it'}"


def _remedy(one: RepoFact) -> str:
    if SCHEDULER in str(one.value):
        return "run the schedule in one process of its own, or take a lock for each run"
    if one.name == "sessions":
        return "keep sessions in the database, in Redis or in signed cookies"
    return "keep it in object storage before there is a second instance"
