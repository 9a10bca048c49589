"""Does anybody learn of an exception that a user met?

Why: an error rate says that something fails, not what. Without a place that keeps the trace and the request, errors
under load (time-outs, exhausted pools) are found in logs by luck.
What to do: add an error tracker, its address from the environment.
Source: https://docs.sentry.io/platforms/ (one of several).
"""

from checks.advice import advise
from checks.app._handlers import aside, busiest, handlers
from checks.core import Confidence, Finding, Report, Severity, not_applicable
from checks.probes.repo import Repo, State

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires where handlers were found and no tracker; one that is installed but unused does not count as one."""
    paths = repo.context.request_path
    if not paths:
        return not_applicable("no handlers of requests were found")
    told = repo.facts("error_tracking")
    if any(one.state in {State.ACTIVE, State.UNKNOWN_IN_PRODUCTION} for one in told):
        return advise((), examined=len(paths), note="errors are tracked")
    return advise(
        (
            Finding(
                message=f"{handlers(repo)} and no error tracking was found{aside(told)}",
                remedy="add an error tracker, its address from the environment",
                severity=Severity.LOW,
                confidence=Confidence.MEDIUM,
                place=busiest(repo).place,
            ),
        ),
        examined=len(paths),
    )
