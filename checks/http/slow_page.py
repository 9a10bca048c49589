"""Does a single visitor already wait long?

Why: this sample is one user, asking one thing after the other. Who waits then waits longer under load: it is no
load test.
What to do: look at the page's statements (`--database-url`), then at what it calls.
Source: a second is where a person's thought is interrupted (Nielsen, "Response Times: the 3 Important Limits");
three are awesome-prometheus-alerts' bar.
"""

from checks.core import Confidence, Report, Severity
from checks.http._pages import good, judged
from checks.live import answer, count, few, finding, seen
from checks.probes.http import Http

ADVICE = True
FELT_MS = 1000.0
TOO_LONG_MS = 3000.0
SURE = 10
"""Answers from which the middle one is sure."""


def check(http: Http) -> Report:
    """Fires where half of the answers take a second or more; HIGH from three."""
    pages = [one for one in good(http) if one.p50_ms is not None]
    if not pages:
        return few(judged(http))
    found = [
        finding(
            f"{one.url}: half of {one.answered} answers to a single visitor took {count(one.p50_ms or 0.0)} ms or more",
            "look at its statements and the calls that it makes: `rung assess --database-url URL`",
            seen("p50_ms", one.p50_ms or 0.0, "ms", f"GET {one.url}", f"{one.answered} requests"),
            severity=Severity.HIGH if (one.p50_ms or 0.0) >= TOO_LONG_MS else Severity.MEDIUM,
            confidence=Confidence.HIGH if one.answered >= SURE else Confidence.MEDIUM,
        )
        for one in pages
        if (one.p50_ms or 0.0) >= FELT_MS
    ]
    return answer(
        found,
        examined=len(pages),
        total=len(http.pages),
        note="a single visitor is answered within a second (this is no load test)",
    )
