"""Does a page that others may keep set a cookie?

Why: a shared cache that keeps the answer hands one visitor's session to the next; the careful ones refuse to keep
it at all, and the origin gets every request.
What to do: no session for visitors who need none; `private` on what depends on who asks; no cookies on static
files.
Source: RFC 9111, section 7.3 (Set-Cookie is stored like any other header); RFC 6265, section 8.
"""

from checks.core import Report, Severity
from checks.http._pages import good, is_shared, is_static, judged
from checks.live import answer, few, finding, seen
from checks.probes.http import Http

ADVICE = True


def check(http: Http) -> Report:
    """Fires where an answer with a shared life sets a cookie (HIGH), and at static files that do."""
    pages = good(http)
    if not pages:
        return few(judged(http))
    found = [
        finding(
            f"{one.url} sets {', '.join(one.cookies)}"
            + (
                f" and lets shared caches keep it ({one.headers.get('cache-control')})"
                if is_shared(one)
                else ", though it is a static file"
            ),
            "do not start a session for this page, or mark it `private`",
            seen("set-cookie", ", ".join(one.cookies), "str", f"GET {one.url}"),
            severity=Severity.HIGH if is_shared(one) else Severity.LOW,
        )
        for one in pages
        if one.cookies and (is_shared(one) or is_static(one))
    ]
    return answer(
        found, examined=len(pages), total=len(http.pages), note="no shared page sets a cookie"
    )
