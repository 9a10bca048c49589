"""Does the application tell how it is doing?

Why: every rung is chosen by a measurement. Without metrics of its own (requests, errors, durations by route) the first
sign of saturation is a user's complaint, and nobody can show that a change helped.
What to do: count requests by route and expose them (rung observe).
Source: https://sre.google/sre-book/monitoring-distributed-systems/ (the four golden signals).
"""

from checks.advice import advise
from checks.app._handlers import aside, busiest, handlers
from checks.core import Confidence, Finding, Report, Severity, not_applicable
from checks.probes.repo import Repo, State

ADVICE = True
TELL = ("metrics", "tracing")


def check(repo: Repo) -> Report:
    """Fires where handlers were found and no library, agent or endpoint; switched by a variable is left alone."""
    paths = repo.context.request_path
    if not paths:
        return not_applicable("no handlers of requests were found")
    told = [one for name in TELL for one in repo.facts(name)]
    watched = [one for one in repo.context.workloads if one.monitored_by]
    if watched or any(one.state in {State.ACTIVE, State.UNKNOWN_IN_PRODUCTION} for one in told):
        return advise((), examined=len(paths), note="the application is measured")
    return advise(
        (
            Finding(
                message=f"{handlers(repo)} and no metrics or traces were found{aside(told)}",
                remedy="rung explain observe",
                severity=Severity.MEDIUM,
                confidence=Confidence.MEDIUM,
                place=busiest(repo).place,
            ),
        ),
        examined=len(paths),
    )
