"""The look at an HTTP endpoint: a small, bounded sample of response times, one request after the other.

It is a sample of one user's wait, not a load test. Redirections are not followed: they could lead to
another host. A body that never ends is cut off.
"""

import statistics
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checks.core import Problem
from checks.redact import redact

if TYPE_CHECKING:
    import httpx

LONGEST_BODY = 2_000_000
"""Bytes of one response that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Http:
    """A sample of one address. Times are of answers below 500; a redirection counts as an answer."""

    url: str
    """Without its password."""
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

    @property
    def error_share(self) -> float | None:
        """Share of the requests that failed, None when none was sent."""
        return sum(self.errors.values()) / self.requests if self.requests else None


def look(url: str, *, requests: int = 30, seconds: float = 5.0) -> Http:
    """Send up to this many GET requests in at most this many seconds, over one kept connection.

    Raises:
        Problem: it is not an http address, or nothing at all answers there.
    """
    import httpx

    _check(url)
    times: list[float] = []
    statuses, errors = Counter[str](), Counter[str]()
    redirects_to, sent, begun = "", 0, time.monotonic()
    with httpx.Client(follow_redirects=False, trust_env=False) as client:
        while sent < requests and (left := seconds - (time.monotonic() - begun)) > 0.02:
            sent += 1
            taken_ms, word, location = _ask(client, url, left)
            redirects_to = redirects_to or location
            if word.isdigit():
                statuses[word] += 1
            if word.isdigit() and int(word) < 500:
                times.append(taken_ms)
            else:
                errors[word] += 1
    if not statuses:
        raise _nothing(url, errors, seconds)
    return Http(
        url=redact(url),
        requests=sent,
        answered=len(times),
        seconds=time.monotonic() - begun,
        p50_ms=_percentile(times, 50),
        p95_ms=_percentile(times, 95),
        errors=dict(sorted(errors.items())),
        statuses=dict(sorted(statuses.items())),
        redirects_to=redact(redirects_to),
    )


def _check(url: str) -> None:
    import httpx

    try:
        address = httpx.URL(url)
        usable = address.scheme in {"http", "https"} and bool(address.host)
    except httpx.InvalidURL:
        usable = False
    if not usable:
        raise Problem(
            f"{redact(url)!r} is not an http address", "write it as http://host:port/path"
        )


def _ask(client: "httpx.Client", url: str, left: float) -> tuple[float, str, str]:
    """Milliseconds, the status or the kind of error, and where a redirection points.

    The clock is watched while the body comes, since httpx's time-outs are per read: a server that sends a
    byte now and then would hold us for ever.
    """
    import httpx

    begun = time.perf_counter()
    try:
        with client.stream("GET", url, timeout=left) as response:
            size = 0
            for piece in response.iter_raw():
                size += len(piece)
                if time.perf_counter() - begun > left:
                    return 0.0, "time-out", ""
                if size > LONGEST_BODY:
                    break
            taken_ms = (time.perf_counter() - begun) * 1000
            return taken_ms, str(response.status_code), response.headers.get("location", "")
    except httpx.TimeoutException:
        return 0.0, "time-out", ""
    except httpx.ConnectError:
        return 0.0, "refused", ""
    except httpx.HTTPError as error:
        return 0.0, type(error).__name__, ""


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
    return Problem(f"{redact(url)} cannot be reached: {kinds}", "check host and port, and start it")
