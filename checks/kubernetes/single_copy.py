"""Does one pod carry all requests?

Why: with one copy every rollout, node drain and crash is an outage, and no load can be spread.
What to do: run at least two copies, once no state is kept in one of them (`app.instance_state`).
Source: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/ (a single replica cannot be drained without
an interruption).
"""

from checks.advice import advise
from checks.core import Confidence, Finding, Report, Severity
from checks.kubernetes._workloads import nothing, served
from checks.probes.repo import Repo, Role
from checks.probes.repo.images import product_of

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires at web Deployments behind a Service; autoscaled, patched and stateful ones, workers and stores are not."""
    reached = [
        one
        for one in served(repo)
        if one.kind in {"Deployment", "Rollout"}
        and one.role is Role.WEB
        and not product_of(one.image)
    ]
    if not reached:
        return nothing(repo, "no Deployment of a manifest is reached by a Service")
    return advise(
        (
            Finding(
                message=f"{one.kind} {one.name} runs one copy, reached by {one.reached_by[0]}",
                remedy="run two copies or more, once it keeps no state of its own",
                severity=Severity.MEDIUM,
                confidence=Confidence.MEDIUM,
                place=one.places[0],
            )
            for one in reached
            if (one.replicas or 1) == 1 and not one.scaled_by and not one.patched_by
        ),
        examined=len(reached),
        note="every Deployment that is sent requests has more than one copy",
    )
