"""The look at a Prometheus text page, as the application's own /metrics gives it.

Reads `http_request_duration_seconds` (or another histogram that looks like it) by route, the counter of
repeated requests and requests in progress that `rung add observe` exposes, and the process's own
counters. Percentiles are estimates by linear interpolation inside a bucket, as Prometheus'
histogram_quantile makes them (https://prometheus.io/docs/prometheus/latest/querying/functions/).
"""

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checks.core import Problem
from checks.redact import redact

if TYPE_CHECKING:
    from prometheus_client.samples import Sample

HISTOGRAMS = (
    "http_request_duration_seconds",
    "http_server_request_duration_seconds",
    "http_server_requests_seconds",
    "http_requests_duration_seconds",
    "django_http_requests_latency_seconds_by_view_method",
    "flask_http_request_duration_seconds",
    "starlette_request_duration_seconds",
)
"""The first that is there is read: ours, OpenTelemetry's, Spring's, and common exporters' names."""
ROUTES = ("route", "handler", "http_route", "path", "uri", "url_rule", "view", "endpoint")
STATUSES = ("status", "status_code", "code", "http_response_status_code", "http_status_code")
LARGEST_PAGE = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Requests of one method and route since the process began, or in the window."""

    method: str
    route: str
    count: float
    """Answered below 500."""
    seconds: float
    """Sum of the times, of all answers."""
    errors: float = 0.0
    """Answered with 500 or above."""
    buckets: tuple[tuple[float, float], ...] = ()
    """Upper bound in seconds -> answers below 500 that took at most that long; the last bound is infinite."""
    repeated: float = 0.0
    """GETs whose exact path and query were seen within `repeat_window_s`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """One look at a metrics page; after `between`, the growth over `window_s`."""

    url: str
    at: float
    """Seconds since 1970."""
    histogram: str
    """The histogram's name, empty where the page has none."""
    routes: tuple[Route, ...] = ()
    counts_repeats: bool = False
    """The page has the counter of repeated requests, though perhaps none came yet."""
    in_progress: float | None = None
    repeat_window_s: float | None = None
    cpu_seconds: float | None = None
    started: float | None = None
    """When the process began, seconds since 1970."""
    pool_wait_buckets: tuple[tuple[float, float], ...] = ()
    window_s: float | None = None

    @property
    def count(self) -> float:
        """Answers below 500."""
        return sum(one.count for one in self.routes)

    @property
    def errors(self) -> float:
        """Answers of 500 and above."""
        return sum(one.errors for one in self.routes)

    @property
    def covered_s(self) -> float | None:
        """The span that the numbers cover: the window, or the time since the process began."""
        if self.window_s is not None or self.started is None:
            return self.window_s
        return max(0.0, self.at - self.started)

    def percentile_ms(self, percent: float) -> float | None:
        """The estimate over all routes, None without a histogram or without a request."""
        return percentile_ms(_added([one.buckets for one in self.routes]), percent)


def look(url: str, *, seconds: float = 5.0) -> Metrics:
    """Read the page once, in at most this many seconds.

    Raises:
        Problem: nothing answers there, or it is no Prometheus page.
    """
    return parse(_fetch(url, seconds), url=redact(url), at=time.time())


def parse(text: str, *, url: str, at: float) -> Metrics:
    """The look that this page's text gives.

    Raises:
        Problem: it is no Prometheus text page.
    """
    from prometheus_client.parser import text_string_to_metric_families

    try:
        samples = [one for family in text_string_to_metric_families(text) for one in family.samples]
    except (ValueError, IndexError, KeyError):
        samples = []
    if not samples:
        raise Problem(
            f"{url} is no Prometheus text page", "name the address of the metrics page itself"
        )
    names = {one.name for one in samples}
    histogram = next((one for one in HISTOGRAMS if f"{one}_bucket" in names), "")
    return Metrics(
        url=url,
        at=at,
        histogram=histogram,
        routes=_routes(samples, histogram),
        counts_repeats=bool(names & {"http_requests_repeated_total", "http_repeat_window_seconds"}),
        in_progress=_sum(samples, "http_requests_in_progress"),
        repeat_window_s=_sum(samples, "http_repeat_window_seconds"),
        cpu_seconds=_sum(samples, "process_cpu_seconds_total"),
        started=_sum(samples, "process_start_time_seconds"),
        pool_wait_buckets=_buckets(samples, "db_pool_wait_seconds"),
    )


def between(first: Metrics, second: Metrics) -> Metrics:
    """The second look with every counter as its growth since the first, and `window_s` set.

    A counter that went down belongs to a process that began anew: it is taken as it stands.

    Raises:
        Problem: the looks are in the wrong order.
    """
    if second.at <= first.at:
        raise Problem("these two looks cannot be compared", "hand in the earlier one first")
    earlier = {(one.method, one.route): one for one in first.routes}
    cpu = second.cpu_seconds
    if cpu is not None and first.cpu_seconds is not None and cpu >= first.cpu_seconds:
        cpu -= first.cpu_seconds
    grown = (_growth(earlier.get((one.method, one.route)), one) for one in second.routes)
    return replace(
        second,
        window_s=second.at - first.at,
        routes=tuple(one for one in grown if one.count or one.errors),
        cpu_seconds=cpu,
        pool_wait_buckets=_bucket_growth(first.pool_wait_buckets, second.pool_wait_buckets),
    )


def percentile_ms(buckets: Sequence[tuple[float, float]], percent: float) -> float | None:
    """Linear interpolation in the bucket that holds the rank; in the last, its lower bound."""
    if not buckets or buckets[-1][1] <= 0:
        return None
    rank = buckets[-1][1] * percent / 100
    lower, below = 0.0, 0.0
    for upper, count in buckets:
        if count >= rank:
            if math.isinf(upper):
                return lower * 1000
            share = (rank - below) / (count - below) if count > below else 1.0
            return (lower + (upper - lower) * share) * 1000
        lower, below = upper, count
    return lower * 1000


def _fetch(url: str, seconds: float) -> str:
    from checks.probes.web import NoAnswer, Web, address

    try:
        with Web(seconds=seconds, largest=2 * LARGEST_PAGE) as web:
            answer = web.get(address(url), accept="text/plain", body=LARGEST_PAGE)
    except (NoAnswer, Problem) as error:
        raise _no_page(url, error.kind if isinstance(error, NoAnswer) else "", seconds) from None
    if answer.status != 200:
        raise Problem(
            f"{redact(url)} answers with {answer.status}",
            "name the address of the metrics page itself, usually /metrics",
        )
    if not answer.whole:
        raise _no_page(url, "time-out", seconds)
    return answer.body.decode(errors="replace")


def _no_page(url: str, kind: str, seconds: float) -> Problem:
    if kind in {"time-out", "too large"}:
        return Problem(
            f"{redact(url)} gave no whole page within {seconds:g} s", "is the server overloaded?"
        )
    return Problem(
        f"{redact(url)} cannot be reached: {kind or 'it is no http address'}",
        "write it as http://host:port/metrics, and start the application",
    )


def _routes(samples: Sequence["Sample"], histogram: str) -> tuple[Route, ...]:
    found: dict[tuple[str, str], dict[str, float]] = {}
    buckets: dict[tuple[str, str], dict[float, float]] = {}
    for one in samples:
        key = (one.labels.get("method", ""), _label(one.labels, ROUTES))
        failed = _label(one.labels, STATUSES).startswith("5")
        if one.name == "http_requests_repeated_total":
            sums = found.setdefault(("GET", key[1]), {})
            sums["repeated"] = sums.get("repeated", 0.0) + one.value
        elif histogram and one.name.startswith(histogram):
            sums = found.setdefault(key, {})
            if one.name == f"{histogram}_count":
                kind = "errors" if failed else "count"
                sums[kind] = sums.get(kind, 0.0) + one.value
            elif one.name == f"{histogram}_sum":
                sums["seconds"] = sums.get("seconds", 0.0) + one.value
            elif one.name == f"{histogram}_bucket" and not failed:
                bounds = buckets.setdefault(key, {})
                bound = float(one.labels["le"])
                bounds[bound] = bounds.get(bound, 0.0) + one.value
    return tuple(
        Route(
            method=key[0],
            route=key[1],
            count=sums.get("count", 0.0),
            errors=sums.get("errors", 0.0),
            seconds=sums.get("seconds", 0.0),
            repeated=sums.get("repeated", 0.0),
            buckets=tuple(sorted(buckets.get(key, {}).items())),
        )
        for key, sums in sorted(found.items())
    )


def _label(labels: Mapping[str, str], names: Sequence[str]) -> str:
    return next((labels[one] for one in names if one in labels), "")


def _sum(samples: Sequence["Sample"], name: str) -> float | None:
    values = [one.value for one in samples if one.name == name]
    return sum(values) if values else None


def _buckets(samples: Sequence["Sample"], name: str) -> tuple[tuple[float, float], ...]:
    found: dict[float, float] = {}
    for one in samples:
        if one.name == f"{name}_bucket":
            bound = float(one.labels["le"])
            found[bound] = found.get(bound, 0.0) + one.value
    return tuple(sorted(found.items()))


def _added(all_buckets: Sequence[tuple[tuple[float, float], ...]]) -> list[tuple[float, float]]:
    total: dict[float, float] = {}
    for bound, count in _flat(all_buckets):
        total[bound] = total.get(bound, 0.0) + count
    return sorted(total.items())


def _flat(
    all_buckets: Sequence[tuple[tuple[float, float], ...]],
) -> Iterator[tuple[float, float]]:
    for buckets in all_buckets:
        yield from buckets


def _growth(before: Route | None, after: Route) -> Route:
    if before is None or after.count + after.errors < before.count + before.errors:
        return after
    return replace(
        after,
        count=max(0.0, after.count - before.count),
        errors=max(0.0, after.errors - before.errors),
        seconds=max(0.0, after.seconds - before.seconds),
        repeated=max(0.0, after.repeated - before.repeated),
        buckets=_bucket_growth(before.buckets, after.buckets),
    )


def _bucket_growth(
    before: tuple[tuple[float, float], ...], after: tuple[tuple[float, float], ...]
) -> tuple[tuple[float, float], ...]:
    earlier = dict(before)
    if after and before and after[-1][1] < before[-1][1]:
        return after
    return tuple((bound, max(0.0, count - earlier.get(bound, 0.0))) for bound, count in after)
