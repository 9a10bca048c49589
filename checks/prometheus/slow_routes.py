"""Which routes let users wait?

Why: a percentile over all requests hides a slow route behind a busy fast one.
What to do: look at this route's statements first (`--database-url`), then at the calls that it makes.
Source: a second is where a person's thought is interrupted (Nielsen, "Response Times: the 3 Important Limits");
three are awesome-prometheus-alerts' bar; that a route needs a hundredth of the requests and twenty of them is this
tool's default.
"""

from checks.core import Report, Severity
from checks.fill.fact import window
from checks.live import answer, count, few, finding, percent, seen, unread
from checks.probes.prometheus import Prometheus

ADVICE = True
FELT_MS = 1000.0
TOO_LONG_MS = 3000.0
SHARE = 0.01
ENOUGH = 20.0


def check(prometheus: Prometheus) -> Report:
    """Fires at routes whose 95th percentile is a second or more; HIGH from three."""
    if (report := unread(prometheus.missing, "routes")) is not None:
        return report
    total = sum(one.requests for one in prometheus.routes)
    judged = [
        one
        for one in prometheus.routes
        if one.p95_ms is not None and one.requests >= max(ENOUGH, SHARE * total)
    ]
    if not judged:
        return few("no route has enough requests in the window")
    span = window(prometheus.window_s)
    found = [
        finding(
            f"{f'{one.method} {one.route}'.strip()}: 95 % are answered within {count(one.p95_ms or 0.0)} ms"
            f" ({percent(one.requests / total)} of the requests)",
            "look at its statements and the calls that it makes: `rung assess --database-url URL`",
            seen("p95_ms", one.p95_ms or 0.0, "ms", prometheus.histogram, span),
            seen("requests", one.requests, "1", prometheus.histogram, span),
            severity=Severity.HIGH if (one.p95_ms or 0.0) >= TOO_LONG_MS else Severity.MEDIUM,
        )
        for one in judged
        if (one.p95_ms or 0.0) >= FELT_MS
    ]
    return answer(
        found,
        examined=len(judged),
        total=len(prometheus.routes),
        window=span,
        note=f"{len(judged)} routes answer within a second",
    )
