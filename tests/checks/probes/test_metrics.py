"""The metrics page: sums by route, percentiles from buckets, differences, and pages that are none."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from checks.core import Problem
from checks.probes.metrics import Metrics, between, look, parse, percentile_ms
from tests.checks.probes import hostile


class App:
    """An application that counts as `rung add observe` makes it count."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.times = Histogram(
            "http_request_duration_seconds", "t", ["method", "route", "status"],
            registry=self.registry, buckets=(0.01, 0.1, 1.0),
        )  # fmt: skip
        self.repeats = Counter("http_requests_repeated", "r", ["route"], registry=self.registry)
        self.within = Gauge("http_repeat_window_seconds", "w", registry=self.registry)
        self.within.set(60)

    def serve(self, route: str, seconds: float, status: str = "200", method: str = "GET") -> None:
        self.times.labels(method, route, status).observe(seconds)

    def page(self) -> str:
        return generate_latest(self.registry).decode()

    def seen(self, at: float) -> Metrics:
        return parse(self.page(), url="http://app/metrics", at=at)


def test_sums_by_method_and_route() -> None:
    app = App()
    for seconds in (0.005, 0.05, 0.5):
        app.serve("/a", seconds)
    app.serve("/a", 0.5, status="500")
    app.serve("/b", 0.05, method="POST", status="201")
    app.repeats.labels("/a").inc(2)
    seen = app.seen(10.0)
    by_route = {(one.method, one.route): one for one in seen.routes}
    a = by_route["GET", "/a"]
    assert (a.count, a.errors, a.repeated) == (3, 1, 2)
    assert a.seconds == pytest.approx(1.055)
    assert dict(a.buckets) == {0.01: 1, 0.1: 2, 1.0: 3, float("inf"): 3}
    assert (seen.count, seen.errors, seen.repeat_window_s) == (4, 1, 60)
    assert seen.histogram == "http_request_duration_seconds" and seen.counts_repeats


def test_the_difference_is_what_came_in_between() -> None:
    app = App()
    for _ in range(5):
        app.serve("/a", 0.05)
    app.serve("/idle", 0.05)
    first = app.seen(100.0)
    for _ in range(20):
        app.serve("/a", 0.5)
    app.serve("/new", 0.05)
    window = between(first, app.seen(110.0))
    assert window.window_s == 10 and window.covered_s == 10
    assert {one.route: one.count for one in window.routes} == {"/a": 20, "/new": 1}
    assert window.count == 21
    median = window.percentile_ms(50)
    assert median is not None and 100 < median < 1000


def test_a_process_that_began_anew_is_taken_as_it_stands() -> None:
    old, new = App(), App()
    for _ in range(50):
        old.serve("/a", 0.5)
    for _ in range(3):
        new.serve("/a", 0.05)
    window = between(old.seen(1.0), new.seen(2.0))
    assert window.count == 3 and window.routes[0].buckets[0][1] == 0


def test_the_wrong_order_is_refused() -> None:
    with pytest.raises(Problem):
        between(App().seen(2.0), App().seen(1.0))


@pytest.mark.parametrize(
    ("buckets", "percent", "wanted"),
    [
        ([(0.1, 10.0), (float("inf"), 10.0)], 50, 50.0),
        ([(0.1, 0.0), (0.2, 10.0), (float("inf"), 10.0)], 50, 150.0),
        ([(0.1, 5.0), (0.2, 10.0), (float("inf"), 10.0)], 95, 190.0),
        ([(0.1, 5.0), (float("inf"), 10.0)], 95, 100.0),
        ([(0.1, 0.0), (float("inf"), 0.0)], 50, None),
        ([], 50, None),
    ],
)
def test_percentiles_are_interpolated(
    buckets: list[tuple[float, float]], percent: float, wanted: float | None
) -> None:
    found = percentile_ms(buckets, percent)
    assert found == (None if wanted is None else pytest.approx(wanted))


@pytest.mark.parametrize(
    ("name", "route"),
    [
        ("http_server_requests_seconds", "uri"),
        ("http_server_request_duration_seconds", "http_route"),
        ("django_http_requests_latency_seconds_by_view_method", "view"),
    ],
)
def test_other_exporters_histograms_are_read(name: str, route: str) -> None:
    registry = CollectorRegistry()
    Histogram(name, "t", ["method", route], registry=registry).labels("GET", "/x").observe(0.2)
    seen = parse(generate_latest(registry).decode(), url="u", at=1.0)
    assert seen.histogram == name
    assert [(one.route, one.count) for one in seen.routes] == [("/x", 1)]


def test_a_page_without_requests_is_a_page() -> None:
    seen = parse(
        "process_cpu_seconds_total 12.5\nprocess_start_time_seconds 90\n", url="u", at=100.0
    )
    assert (seen.histogram, seen.routes, seen.cpu_seconds) == ("", (), 12.5)
    assert seen.covered_s == 10


@pytest.mark.parametrize("text", ["", "<html><body>hello</body></html>", "{}", "just words here"])
def test_what_is_no_metrics_page(text: str) -> None:
    with pytest.raises(Problem, match="no Prometheus text page"):
        parse(text, url="http://app/metrics", at=1.0)


@pytest.fixture
def server() -> Iterator[str]:
    """A server with a metrics page at /metrics, a page of another kind at /html, and a sad one."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pages = {"/metrics": (200, "up 1\n"), "/html": (200, "<p>"), "/sad": (503, "no")}
            status, text = pages.get(self.path, (404, "no"))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            return

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://me:s3cr3t@127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def test_reads_a_real_page_and_hides_the_password(server: str) -> None:
    seen = look(f"{server}/metrics")
    assert "s3cr3t" not in seen.url and seen.histogram == ""


@pytest.mark.parametrize(
    ("path", "says"), [("/html", "no Prometheus"), ("/sad", "503"), ("/gone", "404")]
)
def test_other_pages_are_refused(server: str, path: str, says: str) -> None:
    with pytest.raises(Problem, match=says) as caught:
        look(f"{server}{path}")
    assert "s3cr3t" not in caught.value.message


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/metrics", "nonsense", "http://[::1/"])
def test_what_cannot_be_reached(url: str) -> None:
    with pytest.raises(Problem, match="cannot be reached"):
        look(url, seconds=1.0)


@pytest.mark.parametrize(
    ("first", "piece", "apart_s"),
    [
        (b"", b"", 0.05),
        (b"HTTP/1.1 200 OK\r\nX: ", b"a", 0.05),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"up 1\n", 0.05),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"up 1\n" * 10_000, 0.0),
    ],
)
def test_pages_that_never_end(first: bytes, piece: bytes, apart_s: float) -> None:
    begun = time.monotonic()
    pieces = hostile.endless(first, piece)
    with (
        hostile.server(pieces, apart_s=apart_s) as port,
        pytest.raises(Problem, match="no whole page"),
    ):
        look(f"http://127.0.0.1:{port}/metrics", seconds=1.0)
    assert time.monotonic() - begun < 5
