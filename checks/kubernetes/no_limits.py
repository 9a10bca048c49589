"""May one pod take all the memory of its node?

Why: a container without a memory limit that leaks or meets a large request pushes its neighbours off the node; the
scheduler and the autoscaler cannot reason about what it needs.
What to do: set `resources.requests` (processor and memory) and a memory limit, from measured use. A processor limit
is a choice, not a duty.
Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
"""

from checks.advice import advise
from checks.core import Confidence, Finding, Report, Severity
from checks.kubernetes._workloads import kept_running, nothing
from checks.probes.repo import Repo

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires where a container of a workload has no limit at all; jobs, patched workloads and charts are left alone."""
    running = kept_running(repo)
    if not running:
        return nothing(repo, "no workload is kept running by a manifest")
    return advise(
        (
            Finding(
                message=f"{one.kind} {one.name} has a container without resource limits",
                remedy="set a memory limit and requests, from what it was measured to use",
                severity=Severity.MEDIUM,
                confidence=Confidence.MEDIUM,  # a LimitRange of the namespace may set them
                place=one.places[0],
            )
            for one in running
            if not one.limits and not one.patched_by
        ),
        examined=len(running),
        note="every container that is kept running is limited",
    )
