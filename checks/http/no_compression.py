"""Is large text sent without compression?

Why: text shrinks to a fifth or less; what is sent plain takes several round trips more, for each visitor.
What to do: gzip or Brotli in the proxy or in a middleware, for text only; what is compressed already gains nothing.
Source: 14 KB is what fits into the first round trip of a new connection (ten segments, RFC 6928); 100 KB is this
tool's default. RFC 9110, section 8.4 (Content-Encoding).
"""

from checks.core import Report, Severity
from checks.http._pages import good, is_text, judged
from checks.live import answer, few, finding, seen, size
from checks.probes.http import Http

ADVICE = True
ONE_ROUND_TRIP = 14_600
LARGE = 100_000


def check(http: Http) -> Report:
    """Fires at text of more than one round trip that came plain although gzip was allowed; LOW under 100 KB."""
    pages = good(http)
    if not pages:
        return few(judged(http))
    asked = [one for one in pages if one.sent_bytes is not None]
    if not asked:
        return few("only one request was answered: none of them allowed compression")
    found = [
        finding(
            f"{one.url} sends {'at least ' if one.cut else ''}{size(one.sent_bytes or 0)} of text without compression",
            "switch gzip or Brotli on for text, in the proxy or a middleware",
            seen("sent_bytes", one.sent_bytes or 0, "B", f"GET {one.url}, Accept-Encoding: gzip"),
            severity=Severity.MEDIUM if (one.sent_bytes or 0) >= LARGE else Severity.LOW,
        )
        for one in asked
        if is_text(one)
        and (one.sent_bytes or 0) > ONE_ROUND_TRIP
        and not one.headers.get("content-encoding")
    ]
    return answer(
        found, examined=len(asked), total=len(http.pages), note="text is compressed, or small"
    )
