"""Is the traffic too low for an orchestrator to pay for itself?

Why: a cluster is a second system to run, upgrade and be woken by; a few machines behind a load balancer carry
such a load with far less to know.
What to do: stay with a fixed number of instances.
Source: GitLab's reference architectures offer the cloud-native hybrid from 40 requests per second on, and
only to teams with strong working knowledge of Kubernetes.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import Grade, threshold
from checks.vitals import Vitals

WORTH_IT = threshold(
    "load.low_traffic.worth_it",
    40.0,
    unit="1/s",
    grade=Grade.A,
    source="GitLab reference architectures, cloud native hybrid",
)
LINE = "requests_per_second under {WORTH_IT:g}"


def check(vitals: Vitals) -> Report:
    """Fires when fewer than 40 requests a second arrive."""
    rate = vitals.number("requests_per_second")
    if rate is None:
        return missing(vitals, "requests_per_second")
    if rate >= vitals.line(WORTH_IT):
        return quiet(f"{rate:.0f} requests per second")
    return fires(
        vitals,
        f"{rate:.0f} requests per second: a fixed pair of machines carries that",
        "keep a fixed number of instances",
        "requests_per_second",
    )
