"""Is nobody on call who runs Kubernetes well?

Why: the cluster is then the part of the system that nobody can repair at night.
What to do: a fixed number of instances, a platform service, or machines in an autoscaling group.
Source: GitLab's reference architectures: Kubernetes only with strong working knowledge of it.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "kubernetes_skill told as false"


def check(vitals: Vitals) -> Report:
    """Fires when it was told that the skill is not there."""
    skill = vitals.number("kubernetes_skill")
    if skill is None:
        return missing(vitals, "kubernetes_skill")
    if skill:
        return quiet("somebody on call runs Kubernetes well")
    return fires(
        vitals,
        "nobody on call runs Kubernetes well",
        "use what the team can repair at night",
        "kubernetes_skill",
    )
