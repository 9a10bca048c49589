"""Small samples of pages, for tests: what a test does not name is as on a healthy public page."""

from dataclasses import replace
from typing import Any

from checks.probes.http import Http, Page, together


def page(**changes: Any) -> Page:
    """A page of HTML, compressed, the same each time, with a short shared life."""
    healthy = Page(
        url="http://app/", requests=30, answered=30, p50_ms=20.0, p95_ms=40.0, statuses={"200": 30},
        headers={"content-type": "text/html; charset=utf-8", "content-encoding": "gzip",
                 "cache-control": "public, max-age=0, s-maxage=30"},
        plain_bytes=60_000, sent_bytes=12_000, same=True, kept=29,
    )  # fmt: skip
    return replace(healthy, **changes)


def headers(**changes: str) -> dict[str, str]:
    """The healthy headers with these instead; an empty one is left out."""
    told = {**page().headers, **{name.replace("_", "-"): value for name, value in changes.items()}}
    return {name: value for name, value in told.items() if value}


def http(*pages: Page) -> Http:
    """One sample of these pages, of the healthy one where none is given."""
    return together([
        Http(url=one.url, requests=one.requests, answered=one.answered, seconds=1.0, p50_ms=one.p50_ms,
             p95_ms=one.p95_ms, errors=one.errors, statuses=one.statuses, redirects_to=one.redirects_to, pages=(one,))
        for one in pages or (page(),)
    ])  # fmt: skip


LIMITED = page(statuses={"429": 1}, requests=1, answered=1, headers={}, same=None, sent_bytes=None)
MISSING = page(
    statuses={"404": 30}, headers={"content-type": "text/html"}, same=None, sent_bytes=None
)
