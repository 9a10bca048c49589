"""Is it recorded how long requests take, and on which route?

Why: without response times by route nobody can say what is slow, for whom, or whether a change helped.
What to do: `rung add observe` writes the middleware; any client library's histogram of requests will do.
Source: the four golden signals (Google, "Site Reliability Engineering", chapter 6). Histograms are found by the
names that client libraries and OpenTelemetry give them.
"""

from checks.core import Report
from checks.live import answer, few, finding, seen
from checks.probes.prometheus import Prometheus

ADVICE = True


def check(prometheus: Prometheus) -> Report:
    """Fires where a server scrapes targets and has no histogram of requests, or one without routes."""
    up = sum(one for one, _ in prometheus.targets.values())
    if not up:
        return few("it scrapes nothing")
    fact = seen("targets_up", up, "1", "sum by (job) (up)")
    if not prometheus.histogram:
        found = finding(
            f"none of {up:.0f} targets has a histogram of requests",
            "`rung add observe` writes one into a FastAPI or Django project",
            fact,
        )
        return answer([found], examined=int(up))
    if not prometheus.route_label:
        found = finding(
            f"{prometheus.histogram} does not tell routes apart",
            "give it a label with the route's pattern (/orders/{id}, never the path itself)",
            fact,
        )
        return answer([found], examined=int(up))
    return answer((), examined=int(up), note=f"{prometheus.histogram} by {prometheus.route_label}")
