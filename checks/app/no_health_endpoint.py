"""Can a load balancer ask whether an instance is well?

Why: without a path that answers when the process can work, a balancer or an orchestrator sends requests to an instance
that hangs, and a rollout cannot tell a good version from a broken one.
What to do: add a route that answers without touching its dependencies, and let the probe ask it.
Source: https://sre.google/sre-book/load-balancing-datacenter/ (lame ducks and health checks).
"""

from checks.advice import advise
from checks.app._handlers import busiest, handlers
from checks.core import Confidence, Finding, Report, Severity, not_applicable
from checks.probes.repo import Repo

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires where handlers were found and none is a health check; what an image or a probe asks is left alone."""
    paths = repo.context.request_path
    if not paths:
        return not_applicable("no handlers of requests were found")
    owner = next((one for one in repo.context.owners if one.concern == "health"), None)
    if repo.facts("health") or owner is not None:
        by = f"the {owner.layer} asks" if owner else "there is a path for it"
        return advise((), examined=len(paths), note=f"health can be asked: {by}")
    return advise(
        (
            Finding(
                message=f"{handlers(repo)}, and no path that tells health was found",
                remedy="add a path such as /healthz that answers without its dependencies",
                severity=Severity.LOW,
                confidence=Confidence.MEDIUM,
                place=busiest(repo).place,
            ),
        ),
        examined=len(paths),
    )
