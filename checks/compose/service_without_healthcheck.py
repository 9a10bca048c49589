"""Does something wait for a store that never says whether it is ready?

Why: `depends_on` alone waits for the container to start, not for the server in it: at every start the application
meets a database that still recovers, and fails or retries.
What to do: give the store a `healthcheck` (`pg_isready`, `redis-cli ping`) and wait with `condition: service_healthy`.
Source: https://docs.docker.com/compose/how-tos/startup-order/
"""

from collections.abc import Iterable

from checks.advice import advise
from checks.core import Finding, Place, Report, Severity, not_applicable
from checks.probes.repo import Repo
from checks.probes.repo.images import product_of

ADVICE = True
MOST_NAMED = 3


def check(repo: Repo) -> Report:
    """Fires at stores that others depend on; those that nobody waits for, and other services, are left alone."""
    waited = [
        (file, one, waiting)
        for file in repo.compose
        if file.production
        for one in file.services
        if product_of(one.image)
        and (waiting := [o.name for o in file.services if one.name in o.depends_on])
    ]
    if not waited:
        return not_applicable("no service waits for a store")
    return advise(
        _once(
            Finding(
                message=f"{_waiting(waiting)} for {one.name}, which has no healthcheck",
                remedy="add a healthcheck, and wait with condition: service_healthy",
                severity=Severity.LOW,
                place=Place(path=file.path, line=one.line),
            )
            for file, one, waiting in waited
            if not one.healthcheck
        ),
        examined=len(waited),
        note="every store that others wait for has a healthcheck",
    )


def _waiting(names: list[str]) -> str:
    """web waits; web and worker wait; web, worker, api and 4 more wait."""
    if len(names) > MOST_NAMED + 1:
        names = [*names[:MOST_NAMED], f"{len(names) - MOST_NAMED} more"]
    *first, last = names
    return f"{', '.join(first)} and {last} wait" if first else f"{last} waits"


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One word for the same pair of services, however many variants of the file there are."""
    by_message: dict[str, Finding] = {}
    for one in findings:
        by_message.setdefault(one.message, one)
    return tuple(by_message.values())
