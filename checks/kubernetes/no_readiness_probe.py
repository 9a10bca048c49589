"""Does traffic reach a copy before it can answer?

Why: without a readiness probe a pod gets requests as soon as its process started, while it still loads code and opens
connections, and keeps getting them while it cannot answer. Every rollout then shows errors.
What to do: add a `readinessProbe` with a path that answers without its dependencies, or a gRPC or TCP probe.
Source: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
"""

from checks.advice import advise
from checks.core import Finding, Report, Severity
from checks.kubernetes._workloads import nothing, served
from checks.probes.repo import Repo

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires at workloads behind a Service or route; workers, stores, jobs, patches and charts are left alone."""
    reached = served(repo)
    if not reached:
        return nothing(repo, "no workload of a manifest is reached by a Service")
    return advise(
        (
            Finding(
                message=f"{one.kind} {one.name} has no readiness probe and is reached by {one.reached_by[0]}",
                remedy="add a readinessProbe",
                severity=Severity.HIGH,
                place=one.places[0],
            )
            for one in reached
            if "readiness" not in one.probes and not one.patched_by
        ),
        examined=len(reached),
        note="every workload that is sent requests says when it is ready",
    )
