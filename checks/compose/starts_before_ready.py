"""Does a service start before the store that it waits for is ready, although the store says when it is?

Why: a `healthcheck` that nobody asks changes nothing: the short form of `depends_on` waits for the container alone.
What to do: write `depends_on: {db: {condition: service_healthy}}`.
Source: https://docs.docker.com/compose/how-tos/startup-order/
"""

from checks.advice import advise
from checks.core import Finding, Place, Report, Severity, not_applicable
from checks.probes.repo import Repo
from checks.probes.repo.images import product_of

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires at each service that ignores a store's healthcheck; stores without one are another check's matter."""
    pairs = [
        (file, one, store)
        for file in repo.compose
        if file.production
        for one in file.services
        for store in file.services
        if store.name in one.depends_on and store.healthcheck and product_of(store.image)
    ]
    if not pairs:
        return not_applicable("no service waits for a store with a healthcheck")
    return advise(
        (
            Finding(
                message=f"{one.name} starts before {store.name} is ready, although {store.name} has a healthcheck",
                remedy=f"depends_on: {{{store.name}: {{condition: service_healthy}}}}",
                severity=Severity.LOW,
                place=Place(path=file.path, line=one.line),
            )
            for file, one, store in pairs
            if one.depends_on[store.name] in {"", "service_started"}
        ),
        examined=len(pairs),
        note="every service waits until its stores are ready",
    )
