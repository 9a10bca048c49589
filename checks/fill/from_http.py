"""Vitals from a sample of one HTTP address: what one user, asking one thing after the other, waits."""

from collections.abc import Iterator

from checks.core import Confidence, Fact
from checks.fill.fact import measured
from checks.probes.http import Http

ENOUGH = 20
"""Answers before a 95th percentile means more than the slowest of a handful (this tool's default)."""


def facts(http: Http) -> tuple[Fact, ...]:
    """Response times and errors; LOW where fewer than twenty answers came."""
    return tuple(_facts(http))


def _facts(http: Http) -> Iterator[Fact]:
    span = f"{http.requests} requests"
    sure = Confidence.MEDIUM if http.answered >= ENOUGH else Confidence.LOW
    where = f"GET {http.url}"
    if http.p50_ms is not None:
        yield measured("p50_ms", http.p50_ms, where, window=span, confidence=sure)
    if http.p95_ms is not None:
        yield measured("p95_ms", http.p95_ms, where, window=span, confidence=sure)
    if http.error_share is not None:
        yield measured("error_share", http.error_share, where, window=span, confidence=sure)
