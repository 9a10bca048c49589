"""Vitals from the routes in the code together with their measured times.

`deferrable_share`: of all request time, what the routes that send mail inside the request take longer
than requests of the same method elsewhere. Without another route of that method nothing can be compared,
and nothing is filled.
"""

from collections.abc import Iterator

from checks.core import Confidence, Fact
from checks.fill import from_metrics
from checks.fill.fact import lower, measured, window
from checks.probes.metrics import Metrics, Route
from checks.probes.repo import Repo


def facts(repo: Repo, metrics: Metrics) -> Iterator[Fact]:
    """The share of time in work that could be done later, where the code names such routes."""
    if repo.python is None:
        return
    sending = {(one.method, one.path) for one in repo.python.routes if one.sends_mail is not None}
    served = [one for one in metrics.routes if one.count + one.errors > 0]
    total = sum(one.seconds for one in served)
    mailing = [one for one in served if (one.method, one.route) in sending]
    excess = [(one, _excess_s(one, served, sending)) for one in mailing]
    known = [(one, seconds) for one, seconds in excess if seconds is not None]
    if not known or total <= 0:
        return
    names = ", ".join(f"{one.method} {one.route}" for one, _ in known)
    yield measured(
        "deferrable_share",
        sum(seconds for _, seconds in known) / total,
        f"{metrics.histogram}: {names} against other requests of the method",
        window=window(metrics.covered_s),
        confidence=lower(from_metrics.trust(metrics), Confidence.MEDIUM),
    )


def _excess_s(route: Route, served: list[Route], sending: set[tuple[str, str]]) -> float | None:
    others = [
        one
        for one in served
        if one.method == route.method and (one.method, one.route) not in sending
    ]
    if not others:
        return None
    usual = sum(one.seconds for one in others) / sum(one.count + one.errors for one in others)
    return max(0.0, route.seconds - usual * (route.count + route.errors))
