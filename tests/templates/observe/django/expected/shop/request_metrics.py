"""Measures every request by its route: how long, how it ended, and whether it was asked before.

The middleware stands first, so that a request counts exactly once whoever answers it, and answers `GET /metrics`
itself (not counted; keep that path away from the public at the proxy). A streamed answer counts until its stream
begins. With several worker processes set PROMETHEUS_MULTIPROC_DIR to a folder that they share.

`http_requests_repeated_total` counts the successful GETs that a cache with a lifetime of REPEAT_WINDOW_SECONDS
would have answered. Divided by all GETs it is the hit ratio to expect of that cache, before it is built.
"""

import asyncio
import os
import threading
import time
from collections import OrderedDict
from pathlib import Path

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpResponse

if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
    Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).mkdir(parents=True, exist_ok=True)

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

METRICS_PATH = "/metrics"
REPEAT_WINDOW_SECONDS = 30
REMEMBERED_REQUESTS = 50_000
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
UNMATCHED = "unmatched"
GONE = 499  # the client hung up before the answer

DURATION = Histogram(
    "http_request_duration_seconds",
    "Time from the request to its answer.",
    ["method", "route", "status"],
    buckets=BUCKETS,
)
REPEATED = Counter(
    "http_requests_repeated",
    "Successful GETs that a cache of this window would have answered.",
    ["route"],
)
WINDOW = Gauge(
    "http_repeat_window_seconds",
    "The window of http_requests_repeated_total.",
    multiprocess_mode="max",
)
IN_PROGRESS = Gauge(
    "http_requests_in_progress", "Requests being answered now.", multiprocess_mode="livesum"
)
WINDOW.set(REPEAT_WINDOW_SECONDS)


class RequestMetrics:
    """Django middleware, for WSGI and ASGI, that measures each request once."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response):
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request):
        if self.is_async:
            return self._answer_async(request)
        if request.path_info == METRICS_PATH:
            return _metrics()
        with _measured(request) as measured:
            response = self.get_response(request)
            measured.status = response.status_code
            return response

    async def _answer_async(self, request):
        if request.path_info == METRICS_PATH:
            return _metrics()
        with _measured(request) as measured:
            response = await self.get_response(request)
            measured.status = response.status_code
            return response


class _measured:
    def __init__(self, request):
        self.request = request
        self.status = 500

    def __enter__(self):
        IN_PROGRESS.inc()
        self.started = time.perf_counter()
        return self

    def __exit__(self, kind, error, trace):
        IN_PROGRESS.dec()
        if kind is asyncio.CancelledError:
            self.status = GONE
        _count(self.request, self.status, time.perf_counter() - self.started)


def _count(request, status, seconds):
    method = request.method if request.method in METHODS else "OTHER"
    route = _route(request)
    _child(DURATION, (method, route, status)).observe(seconds)
    if method == "GET" and status == 200 and route != UNMATCHED and _seen.again(_question(request)):
        _child(REPEATED, (route,)).inc()


_children = {}


def _child(metric, labels):
    """The metric's child for these labels, without the price of looking it up in the client library."""
    child = _children.get((metric, labels))
    if child is None:
        child = _children[metric, labels] = metric.labels(*labels)
    return child


def _route(request):
    """The pattern of the URL configuration, never the path itself."""
    match = getattr(request, "resolver_match", None)
    return UNMATCHED if match is None else "/" + match.route


def _question(request):
    """What makes two requests the same: path, query and, since an answer may be personal, the caller's credentials."""
    meta = request.META
    return hash(
        (
            request.path,
            meta.get("QUERY_STRING", ""),
            meta.get("HTTP_AUTHORIZATION"),
            meta.get("HTTP_COOKIE"),
        )
    )


class _Seen:
    """When each request was last answered anew, as a cache of that lifetime would know; the oldest is forgotten."""

    def __init__(self, window, limit):
        self.window = window
        self.limit = limit
        self.times = OrderedDict()
        self.lock = threading.Lock()

    def again(self, question):
        now = time.monotonic()
        with self.lock:
            then = self.times.get(question)
            if then is not None and now - then < self.window:
                return True
            self.times[question] = now
            self.times.move_to_end(question)
            if len(self.times) > self.limit:
                self.times.popitem(last=False)
            return False


_seen = _Seen(REPEAT_WINDOW_SECONDS, REMEMBERED_REQUESTS)


def _metrics():
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
