"""May a node drain take all copies at once?

Why: a voluntary disruption (an upgrade of the nodes, the autoscaler) may evict every copy of a Deployment at the same
time unless a PodDisruptionBudget says how many must stay.
What to do: add a PodDisruptionBudget with `maxUnavailable: 1` for workloads of two copies or more.
Source: https://kubernetes.io/docs/tasks/run-application/configure-pdb/
"""

from checks.advice import advise
from checks.core import Finding, Report, Severity
from checks.kubernetes._workloads import nothing, served
from checks.probes.repo import Repo

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires at served workloads of several copies; single copies, DaemonSets, workers and charts are left alone."""
    several = [
        one
        for one in served(repo)
        if one.kind != "DaemonSet" and ((one.replicas or 1) > 1 or one.scaled_by)
    ]
    if not several:
        return nothing(repo, "no workload of several copies is reached by a Service")
    return advise(
        (
            Finding(
                message=f"{one.kind} {one.name} runs several copies without a PodDisruptionBudget",
                remedy="add a PodDisruptionBudget with maxUnavailable: 1",
                severity=Severity.LOW,
                place=one.places[0],
            )
            for one in several
            if not one.guarded_by
        ),
        examined=len(several),
        note="a budget keeps a copy of each",
    )
