"""Does Prometheus fail to reach something that it should watch?

Why: what is not scraped is not seen, and figures over the rest look better than they are.
What to do: see the page Status > Targets of the server for the reason; take out what is gone.
Source: https://prometheus.io/docs/concepts/jobs_instances/ (`up` is 0 where a scrape failed).
"""

from checks.core import Report, Severity
from checks.live import answer, few, finding, seen, unread
from checks.probes.prometheus import Prometheus

ADVICE = True


def check(prometheus: Prometheus) -> Report:
    """Fires at jobs with targets that are down; HIGH where a job has none left."""
    if (report := unread(prometheus.missing, "targets")) is not None:
        return report
    if not prometheus.targets:
        return few("it scrapes nothing")
    found = [
        finding(
            f"{every - up:.0f} of {every:.0f} targets of job {job!r} cannot be scraped",
            "see Status > Targets of the server for the reason; take out what is gone",
            seen("targets_up", up, "1", "sum by (job) (up)"),
            seen("targets", every, "1", "count by (job) (up)"),
            severity=Severity.HIGH if not up else Severity.MEDIUM,
        )
        for job, (up, every) in sorted(prometheus.targets.items())
        if up < every
    ]
    total = int(sum(every for _, every in prometheus.targets.values()))
    return answer(found, examined=total, note=f"all {total} targets are scraped")
