"""What several checks ask of a page."""

import re

from checks.probes.http import Http, Page

TEXT = re.compile(
    r"^(text/|application/(json|javascript|xml|xhtml|ld\+json|manifest|rss|atom)|image/svg)|\+(json|xml)\b",
    re.I,
)
STATIC = re.compile(
    r"^(text/css|text/javascript|application/(x-)?javascript|image/|font/|application/font|video/)",
    re.I,
)


def good(http: Http) -> list[Page]:
    """The pages that answered 200."""
    return [one for one in http.pages if one.good]


def kind(page: Page) -> str:
    """text/html without its character set."""
    return page.headers.get("content-type", "").partition(";")[0].strip().lower()


def is_text(page: Page) -> bool:
    """Its content shrinks when compressed."""
    return bool(TEXT.search(kind(page)))


def is_static(page: Page) -> bool:
    """A style sheet, a script, a picture, a font: the same for everybody by its nature."""
    return bool(STATIC.match(kind(page)))


def is_shared(page: Page) -> bool:
    """Its own headers let others than this visitor keep it: RFC 9111, section 3."""
    if any(map(page.cache, ("private", "no-store", "no-cache"))):
        return False
    return page.cache("public") or any(_lasts(page, one) for one in ("s-maxage", "max-age"))


def _lasts(page: Page, word: str) -> bool:
    told = page.headers.get("cache-control", "").lower()
    found = re.search(rf"(?<![\w-]){word}\s*=\s*\"?(\d+)", told)
    return found is not None and int(found.group(1)) > 0


def judged(http: Http) -> str:
    """Why nothing can be judged, in words; for a sample without one good answer."""
    limited = any(one.statuses.get("429") for one in http.pages)
    if limited:
        return "the server limits requests (429): the sample was ended"
    return f"no page answered 200 ({', '.join(f'{number} x {status}' for status, number in http.statuses.items())})"
