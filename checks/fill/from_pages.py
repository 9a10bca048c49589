"""`cacheable_share`: which part of all requests pages are that every visitor gets alike, from a sample and the counts.

A page counts as public when a visitor without cookies got the same good answer each time, without a cookie and without
a header that forbids sharing it. What of its route was asked again within the window could have been answered from the
edge; routes that were not sampled count as not cacheable, so it is a lower bound. A page that differs for those who are
logged in looks the same from outside: where the code is known, a route whose handler takes more than its path and the
sampled query say (a user, a session) is left out; where it is not, the share is LOW.

https://www.rfc-editor.org/rfc/rfc9111#section-3 (what a shared cache may store)
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from checks.core import Confidence, Fact
from checks.fill import from_metrics
from checks.fill.fact import lower, measured, window
from checks.probes.http import Http, Page
from checks.probes.metrics import Metrics
from checks.probes.metrics import Route as Served
from checks.probes.repo import Repo, Route

PERSONAL = re.compile(r"cookie|authorization|\*", re.IGNORECASE)
"""What a `Vary` names where answers differ from person to person (RFC 9110, 12.5.5)."""
PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}|<(?:\w+:)?(\w+)>")


def facts(http: Http, metrics: Metrics, repo: Repo | None) -> Iterator[Fact]:
    """The share, where repeats are counted by route and at least one sampled page is public."""
    every = metrics.count + metrics.errors
    if not metrics.counts_repeats or not every:
        return
    public = [one for one in http.pages if is_public(one)]
    known = (
        {(one.method, one.path): one for one in repo.python.routes} if repo and repo.python else {}
    )
    shared: dict[str, Served] = {}
    for page in public:
        route = next((one for one in metrics.routes if _serves(one, page)), None)
        if route is not None and not _personal(known.get((route.method, route.route)), page):
            shared[route.route] = route
    if not shared:
        return
    again = sum(one.repeated for one in shared.values())
    sure = Confidence.MEDIUM if all(("GET", one) in known for one in shared) else Confidence.LOW
    yield measured(
        "cacheable_share",
        min(1.0, again / every),
        f"{', '.join(sorted(shared))}: asked again, and the same for every visitor as {http.url} shows",
        window=window(metrics.covered_s),
        confidence=lower(sure, from_metrics.trust(metrics)),
    )


def is_public(page: Page) -> bool:
    """Whether a shared cache may hold this page as it came."""
    forbidden = any(page.cache(one) for one in ("private", "no-store"))
    varies = PERSONAL.search(page.headers.get("vary", "")) is not None
    return page.good and page.same is True and not (page.cookies or forbidden or varies)


def _serves(route: Served, page: Page) -> bool:
    pattern = re.sub(r"\\\{[^{}]*\\\}|<[^<>]*>", "[^/]+", re.escape(route.route))
    return (
        route.method == "GET" and re.fullmatch(pattern, urlsplit(page.url).path or "/") is not None
    )


def _personal(route: Route | None, page: Page) -> bool:
    """Whether the handler takes something that neither the path nor the query of the sampled page gives."""
    if route is None:
        return False
    given = {name for pair in PARAMETER.findall(route.path) for name in pair if name}
    return not set(route.parameters) <= given | set(parse_qs(urlsplit(page.url).query))
