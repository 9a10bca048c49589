"""The look at HTTP addresses: a small, bounded sample, one request after the other, over one kept connection.

It is a sample of one user's wait, not a load test. Redirections are not followed: they could lead to another host.
A body that never ends is cut off, a server that asks to be left alone (429) is left alone, certificates are
checked. Of cookies only the names are kept.
"""

import statistics
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from checks.core import Problem
from checks.redact import redact

if TYPE_CHECKING:
    from checks.probes.web import Answer

LONGEST_BODY = 2_000_000
"""Bytes of one response that are read."""
ENCODINGS = "gzip, br, zstd"
TOLD = ("content-type", "content-encoding", "cache-control", "expires", "vary", "age", "connection")
"""Headers that are kept as they came."""
LIMITS = (
    "ratelimit",
    "ratelimit-limit",
    "ratelimit-policy",
    "x-ratelimit-limit",
    "x-rate-limit-limit",
    "retry-after",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One address as an anonymous visitor sees it."""

    url: str
    """Without its password."""
    requests: int
    answered: int
    p50_ms: float | None = None
    p95_ms: float | None = None
    errors: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    redirects_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of the last good answer, those that are judged; names in lower case."""
    limits: Mapping[str, str] = field(default_factory=dict)
    """Headers that tell of a rate limit."""
    validated: bool = False
    """It has an ETag or Last-Modified, so that a visitor may ask whether it changed."""
    cookies: tuple[str, ...] = ()
    """Names of the cookies that it sets."""
    plain_bytes: int | None = None
    """Size of the body when no compression was allowed; at most `LONGEST_BODY` were read."""
    sent_bytes: int | None = None
    """Size of the body when it was."""
    cut: bool = False
    """A body was longer than was read."""
    same: bool | None = None
    """Every good answer had the same body; None with fewer than two."""
    kept: int = 0
    """Answers over a connection that was open already."""
    tls: str = ""
    """TLSv1.3, ...; empty without TLS."""
    certificate_days: float | None = None
    """Until the certificate ends."""

    @property
    def good(self) -> bool:
        """Its answers are pages: 200, in most cases."""
        return self.statuses.get("200", 0) > 0

    def cache(self, word: str) -> bool:
        """Whether Cache-Control holds this word."""
        told = self.headers.get("cache-control", "").lower().replace(" ", "").split(",")
        return any(one.partition("=")[0] == word for one in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Http:
    """A sample of one address or several. Times are of answers below 500; a redirection counts as an answer."""

    url: str
    """Without its password; of several the first."""
    requests: int
    answered: int
    seconds: float
    """How long the sample took."""
    p50_ms: float | None = None
    p95_ms: float | None = None
    errors: Mapping[str, int] = field(default_factory=dict)
    """What failed, by kind: "500", "time-out", "refused", ..."""
    statuses: Mapping[str, int] = field(default_factory=dict)
    redirects_to: str = ""
    pages: tuple[Page, ...] = ()

    @property
    def error_share(self) -> float | None:
        """Share of the requests that failed, None when none was sent."""
        return sum(self.errors.values()) / self.requests if self.requests else None


def look(url: str, *, requests: int = 30, seconds: float = 5.0) -> Http:
    """Send up to this many GET requests in at most this many seconds.

    Raises:
        Problem: it is not an http address, or nothing at all answers there.
    """
    from checks.probes.web import NoAnswer, Web, address

    where, errors = address(url), Counter[str]()
    answers: list[Answer] = []
    begun, sent = time.monotonic(), 0
    with Web(seconds=seconds, largest=requests * (LONGEST_BODY + 100_000)) as web:
        while sent < requests and web.seconds_left > 0.02:
            sent += 1
            try:
                answers.append(
                    web.get(where, encoding=ENCODINGS if answers else "identity", body=LONGEST_BODY)
                )
            except NoAnswer as error:
                errors[error.kind] += 1
                continue
            if answers[-1].status == 429:
                break
    if not answers:
        raise _nothing(url, errors, seconds)
    page = _page(url, sent, answers, errors)
    return _alone(page, time.monotonic() - begun)


def together(several: Sequence[Http]) -> Http:
    """One snapshot of several samples; percentiles are those of the slowest page, so that none is hidden.

    Raises:
        Problem: there is none.
    """
    if not several:
        raise Problem("no page was looked at", "name one with --url")
    slowest = max(several, key=lambda one: one.p95_ms or 0.0)
    errors, statuses = Counter[str](), Counter[str]()
    for one in several:
        errors.update(one.errors)
        statuses.update(one.statuses)
    return Http(
        url=slowest.url,
        requests=sum(one.requests for one in several),
        answered=sum(one.answered for one in several),
        seconds=sum(one.seconds for one in several),
        p50_ms=slowest.p50_ms,
        p95_ms=slowest.p95_ms,
        errors=dict(sorted(errors.items())),
        statuses=dict(sorted(statuses.items())),
        redirects_to=next((one.redirects_to for one in several if one.redirects_to), ""),
        pages=tuple(page for one in several for page in one.pages),
    )


def _alone(page: Page, seconds: float) -> Http:
    return Http(
        url=page.url,
        requests=page.requests,
        answered=page.answered,
        seconds=seconds,
        p50_ms=page.p50_ms,
        p95_ms=page.p95_ms,
        errors=page.errors,
        statuses=page.statuses,
        redirects_to=page.redirects_to,
        pages=(page,),
    )


def _times(answers: "Sequence[Answer]") -> list[float]:
    return [one.milliseconds for one in answers if one.status < 500]


def _page(url: str, sent: int, answers: "Sequence[Answer]", failed: Mapping[str, int]) -> Page:
    times, errors = _times(answers), Counter(failed)
    errors.update(str(one.status) for one in answers if one.status >= 500)
    statuses = Counter(str(one.status) for one in answers)
    good = [one for one in answers if one.status == 200]
    last = good[-1] if good else answers[-1]
    coded = last.header("content-encoding")
    bodies = {sha256(one.body).digest() for one in good if one.header("content-encoding") == coded}
    plain, packed = answers[0], good[1:]
    return Page(
        url=redact(url),
        requests=sent,
        answered=len(times),
        p50_ms=_percentile(times, 50),
        p95_ms=_percentile(times, 95),
        errors=dict(sorted(errors.items())),
        statuses=dict(sorted(statuses.items())),
        redirects_to=redact(next((found for one in answers if (found := one.header("location"))), "")),
        headers={name: redact(last.header(name)) for name in TOLD if last.header(name)},
        limits={name: value for name in LIMITS for one in answers[-1:] if (value := one.header(name))},
        validated=bool(last.header("etag") or last.header("last-modified")),
        cookies=tuple(sorted({one.partition("=")[0].strip() for one in last.all("set-cookie")})),
        plain_bytes=len(plain.body) if plain.status == 200 else None,
        sent_bytes=len(packed[-1].body) if packed else None,
        cut=any(not one.whole for one in answers),
        same=len(bodies) == 1 if len(good) > 2 else None,
        kept=sum(one.kept for one in answers),
        tls=last.tls,
        certificate_days=None if last.certificate_ends is None else (last.certificate_ends - time.time()) / 86_400,
    )  # fmt: skip


def _percentile(times: list[float], percent: int) -> float | None:
    """By linear interpolation between the nearest ranks; the single value of a sample of one."""
    if len(times) < 2:
        return times[0] if times else None
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def _nothing(url: str, errors: Mapping[str, int], seconds: float) -> Problem:
    if errors.get("time-out"):
        return Problem(
            f"{redact(url)} did not answer within {seconds:g} s",
            "is the server overloaded or the port wrong? Give the look more seconds, or another page",
        )
    kinds = ", ".join(errors) or "no request was sent"
    remedy = "check host and port, and start it"
    if "certificate" in kinds:
        remedy = "name its authority with SSL_CERT_FILE=FILE; certificates are always checked"
    return Problem(f"{redact(url)} cannot be reached: {kinds}", remedy)
