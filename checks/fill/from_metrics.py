"""Vitals from the application's own metrics page, over all of its users.

Percentiles are interpolated inside a histogram's bucket. Confidence: LOW under 100 answers or where
the span is not known; MEDIUM without a window of its own (a running total hides the peak) or under
1,000 answers; else HIGH. The numbers of answers are this tool's defaults.
"""

from collections.abc import Iterator

from checks.core import Confidence, Fact
from checks.fill.fact import measured, window
from checks.probes.metrics import Metrics, percentile_ms


def facts(metrics: Metrics) -> tuple[Fact, ...]:
    """Rate, response times, errors, repeats, waiting for a pooled connection."""
    return (*_load(metrics), *_repeats(metrics), *_pool(metrics))


def trust(metrics: Metrics) -> Confidence:
    """How sure rates and percentiles of this page are."""
    answers = metrics.count + metrics.errors
    if answers < 100 or metrics.covered_s is None:
        return Confidence.LOW
    return Confidence.MEDIUM if metrics.window_s is None or answers < 1000 else Confidence.HIGH


def _load(metrics: Metrics) -> Iterator[Fact]:
    if not metrics.histogram:
        yield measured("routes_measured", False, f"{metrics.url}: no histogram of requests")
        return
    where, span, sure = metrics.histogram, window(metrics.covered_s), trust(metrics)
    by_route = any(one.route for one in metrics.routes) or not metrics.routes
    yield measured("routes_measured", by_route, where)
    every = metrics.count + metrics.errors
    if not every:
        return
    if metrics.covered_s:
        rate = metrics.count / metrics.covered_s
        yield measured("requests_per_second", rate, where, window=span, confidence=sure)
    for name, percent in (("p50_ms", 50), ("p95_ms", 95)):
        value = metrics.percentile_ms(percent)
        if value is not None:
            yield measured(name, value, where, window=span, confidence=sure)
    yield measured("error_share", metrics.errors / every, where, window=span, confidence=sure)


def _repeats(metrics: Metrics) -> Iterator[Fact]:
    gets = sum(one.count for one in metrics.routes if one.method in {"GET", "HEAD"})
    if metrics.counts_repeats and gets:
        repeated = sum(one.repeated for one in metrics.routes)
        within = f" within {metrics.repeat_window_s:g} s" if metrics.repeat_window_s else ""
        yield measured(
            "repeat_share",
            min(1.0, repeated / gets),
            f"http_requests_repeated_total{within}",
            window=window(metrics.covered_s),
            confidence=trust(metrics),
        )


def _pool(metrics: Metrics) -> Iterator[Fact]:
    waited = percentile_ms(metrics.pool_wait_buckets, 95)
    if waited is not None:
        yield measured(
            "pool_wait_ms", waited, "db_pool_wait_seconds", window=window(metrics.covered_s),
            confidence=trust(metrics),
        )  # fmt: skip
