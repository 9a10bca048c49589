"""Measures every request by its route: how long, how it ended, and whether it was asked before.

`install(app)` puts the measuring outside of every other middleware, so that a request counts exactly once whoever
answers it. `GET /metrics` shows the counts to Prometheus (its own requests are not counted); keep that path away
from the public at the proxy. With several worker processes set PROMETHEUS_MULTIPROC_DIR to a folder that they share.

`http_requests_repeated_total` counts the successful GETs that a cache with a lifetime of REPEAT_WINDOW_SECONDS
would have answered. Divided by all GETs it is the hit ratio to expect of that cache, before it is built.
"""

import asyncio
import os
import threading
import time
from collections import OrderedDict
from pathlib import Path

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
    "Time from the request to the end of its answer.",
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


def install(app):
    """Measure every request of this application."""
    build = app.build_middleware_stack
    app.build_middleware_stack = lambda: RequestMetrics(build())


class RequestMetrics:
    """ASGI middleware that measures each HTTP request once, streamed answers to their last byte."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        root = scope.get("root_path", "")
        if scope["path"].removeprefix(root) == METRICS_PATH:
            return await _answer(send)
        started = time.perf_counter()
        status = 500

        async def watch(message):
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        IN_PROGRESS.inc()
        try:
            await self.app(scope, receive, watch)
        except asyncio.CancelledError:
            status = GONE
            raise
        except BaseException:
            status = 500
            raise
        finally:
            IN_PROGRESS.dec()
            _count(scope, root, status, time.perf_counter() - started)


def _count(scope, root, status, seconds):
    method = scope["method"] if scope["method"] in METHODS else "OTHER"
    route = _route(scope, root)
    _child(DURATION, (method, route, status)).observe(seconds)
    if method == "GET" and status == 200 and route != UNMATCHED and _seen.again(_question(scope)):
        _child(REPEATED, (route,)).inc()


_children = {}


def _child(metric, labels):
    """The metric's child for these labels, without the price of looking it up in the client library."""
    child = _children.get((metric, labels))
    if child is None:
        child = _children[metric, labels] = metric.labels(*labels)
    return child


def _route(scope, root):
    """The route's template with the prefixes that it was included or mounted under, never the path itself."""
    included = (scope.get("fastapi") or {}).get("effective_route_context")
    mounted = scope.get("root_path", "").removeprefix(root)
    route = getattr(included, "path", None) or getattr(scope.get("route"), "path", None)
    if route or mounted:
        return mounted + (route or "")
    if "app" in scope and "route" not in scope:
        return _matching(scope, root)
    return UNMATCHED


def _matching(scope, root):
    """The route that matches where nothing was noted: the documentation, or a middleware that copies the scope."""
    for route in scope["app"].routes:
        found, _ = route.matches({**scope, "root_path": root})
        if found.value and isinstance(getattr(route, "path", None), str):
            return route.path
    return UNMATCHED


def _question(scope):
    """What makes two requests the same: path, query and, since an answer may be personal, the caller's credentials."""
    personal = tuple(
        value for name, value in scope["headers"] if name in (b"authorization", b"cookie")
    )
    return hash((scope["path"], scope["query_string"], personal))


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


async def _answer(send):
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
    headers = [(b"content-type", CONTENT_TYPE_LATEST.encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": generate_latest(registry)})
