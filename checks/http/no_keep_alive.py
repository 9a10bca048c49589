"""Is the connection closed after each answer?

Why: a new connection costs one round trip, and with TLS two more and processor time on both ends, for each request.
What to do: HTTP/1.1 with keep-alive in server and proxy; look for `Connection: close` and for HTTP/1.0 upstream.
Source: RFC 9112, section 9.3 (persistence is the default).
"""

from checks.core import Report
from checks.http._pages import judged
from checks.live import answer, few, finding, seen
from checks.probes.http import Http

ADVICE = True
ENOUGH = 3


def check(http: Http) -> Report:
    """Fires where none of three or more answers came over a connection that was open already."""
    pages = [one for one in http.pages if one.answered >= ENOUGH and not one.cut]
    if not pages:
        return few(
            judged(http) if not any(one.good for one in http.pages) else "too few whole answers"
        )
    found = [
        finding(
            f"{one.url} closes the connection after each of {one.answered} answers",
            "keep connections open in server and proxy (HTTP/1.1, no `Connection: close`)",
            seen("answers_over_an_open_connection", one.kept, "1", f"GET {one.url}"),
        )
        for one in pages
        if one.kept == 0
    ]
    return answer(
        found, examined=len(pages), total=len(http.pages), note="connections are kept open"
    )
