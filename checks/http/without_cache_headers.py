"""Is what is the same for everybody sent anew each time?

Why: without a word on how long it lasts, browsers guess and a CDN passes every request on; the origin answers what
it has answered a thousand times.
What to do: `public, max-age=31536000, immutable` for files with a hash in their name; `public, max-age=0,
s-maxage=30, stale-while-revalidate=60` for public pages; `private, no-store` where it depends on who asks.
Source: RFC 9111, sections 4.2 and 5.2; RFC 5861. A page counts as the same for everybody when it sets no cookie and
every answer of the sample was equal; whether it is public only its owner knows, so that does not press.
"""

from checks.core import Confidence, Report, Severity
from checks.http._pages import good, is_static, judged, kind
from checks.live import answer, few, finding, seen
from checks.probes.http import Http, Page

ADVICE = True


def check(http: Http) -> Report:
    """Fires at styles, scripts, pictures and fonts without a life; LOW at pages that were the same each time."""
    pages = good(http)
    if not pages:
        return few(judged(http))
    judgeable = [one for one in pages if is_static(one) or one.same is not None]
    if not judgeable:
        return few("too few answers to tell whether they are the same")
    return answer(
        [
            finding(
                f"{one.url} ({kind(one) or 'no content type'}) says nothing of how long it lasts"
                f"{', though it can be asked whether it changed' if one.validated else ''}",
                "give it a Cache-Control of its own: see `rung explain cdn`",
                seen("cache-control", "absent", "str", f"GET {one.url}"),
                severity=Severity.MEDIUM if is_static(one) else Severity.LOW,
                confidence=Confidence.HIGH if is_static(one) else Confidence.MEDIUM,
            )
            for one in judgeable
            if _silent(one) and (is_static(one) or (one.same and not one.cookies))
        ],
        examined=len(judgeable),
        total=len(http.pages),
        note="what is the same for everybody says how long it lasts",
    )


def _silent(page: Page) -> bool:
    return not page.headers.get("cache-control") and not page.headers.get("expires")
