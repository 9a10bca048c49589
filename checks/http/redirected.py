"""Does the address that people use lead on to another one?

Why: each visitor pays a round trip, with TLS often three, before anything is shown, and the figures of this look
are of the redirection, not of the page.
What to do: link to the final address, keep chains to one step, and name the final address to rung.
Source: RFC 9110, section 15.4. From http to https is as it should be and is left alone.
"""

from urllib.parse import urlsplit

from checks.core import Report, Severity
from checks.live import answer, few, finding, seen
from checks.probes.http import Http, Page

ADVICE = True


def check(http: Http) -> Report:
    """Fires, without pressing, at an address that always leads on, but for the step from http to https."""
    pages = [one for one in http.pages if one.answered]
    if not pages:
        return few("nothing was answered")
    found = [
        finding(
            f"{one.url} leads to {one.redirects_to}: its times are of the redirection",
            f"look at {one.redirects_to} instead, and link to it",
            seen("redirects_to", one.redirects_to, "str", f"GET {one.url}"),
            severity=Severity.LOW,
        )
        for one in pages
        if one.redirects_to and not one.good and not _to_tls(one)
    ]
    return answer(found, examined=len(pages), total=len(http.pages), note="no address leads on")


def _to_tls(page: Page) -> bool:
    try:
        here, there = urlsplit(page.url), urlsplit(page.redirects_to)
        same = here.hostname == there.hostname and here.path.strip("/") == there.path.strip("/")
    except ValueError:
        return False
    return same and (here.scheme, there.scheme) == ("http", "https")
