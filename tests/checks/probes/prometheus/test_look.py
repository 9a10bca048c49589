"""A real Prometheus that scrapes small pages: rates, percentiles, errors, several jobs, both kinds of histograms."""

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, Gauge, Histogram, ProcessCollector, generate_latest

from checks.core import Looks, Problem
from checks.probes.prometheus import Prometheus, look
from checks.saved import load, save
from tests.checks.probes.prometheus.servers import (
    PROTOBUF,
    asked,
    native_histogram,
    page,
    prometheus,
    until,
)

WATCHED_S = 12.0
"""Seconds that the load runs before it is asked about: some scrapes and some rates."""


class App:
    """An application under a steady load of a known mix."""

    def __init__(self, *, slow: float = 0.5, per_step: int = 4) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.times = Histogram(
            "http_request_duration_seconds", "t", ["method", "route", "status"],
            registry=self.registry, buckets=(0.01, 0.1, 1.0),
        )  # fmt: skip
        self.waits = Histogram(
            "db_pool_wait_seconds", "w", registry=self.registry, buckets=(0.01, 0.1)
        )
        self.slow, self.per_step = slow, per_step

    def page(self) -> bytes:
        return generate_latest(self.registry)

    def serve(self) -> None:
        for _ in range(self.per_step):
            self.times.labels("GET", "/fast", "200").observe(0.05)
        self.times.labels("POST", "/slow", "201").observe(self.slow)
        self.times.labels("GET", "/fast", "500").observe(0.9)
        self.waits.observe(0.005)


@contextlib.contextmanager
def under_load(*apps: App) -> Iterator[None]:
    stop = threading.Event()

    def work() -> None:
        while not stop.wait(0.05):
            for app in apps:
                app.serve()

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join(5)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Prometheus]]:
    """Two jobs with the same histogram, the one busier than the other; looked at once."""
    web, admin = App(), App(slow=0.05, per_step=1)
    folder = tmp_path_factory.mktemp("prometheus")
    with (
        under_load(web, admin),
        page(web.page) as one,
        page(admin.page) as other,
        prometheus(folder, {"web": [one], "admin": [other]}) as url,
    ):
        time.sleep(WATCHED_S)
        yield url, look(url)


def test_rates_percentiles_and_errors_of_the_busiest_job(seen: tuple[str, Prometheus]) -> None:
    _, one = seen
    assert (one.histogram, one.native, one.route_label) == (
        "http_request_duration_seconds",
        False,
        "route",
    )
    assert one.job == 'job="web"' and one.jobs == ("admin", "web")
    got = {name: reading.value for name, reading in one.readings.items()}
    assert got["error_share"] == pytest.approx(1 / 6, abs=0.03)
    assert 10 < got["p50_ms"] <= 100 < got["p95_ms"] <= 1000
    assert 5 < got["requests_per_second"] <= got["peak_requests_per_second"] < 200
    assert got["pool_wait_ms"] <= 10 and 0 < got["app_cpu"] <= 1
    assert one.missing == {} and one.targets == {"admin": (1, 1), "web": (1, 1)}


def test_routes_by_method(seen: tuple[str, Prometheus]) -> None:
    routes = {(one.method, one.route): one for one in seen[1].routes}
    assert set(routes) == {("GET", "/fast"), ("POST", "/slow")}
    fast, slow = routes["GET", "/fast"].p95_ms, routes["POST", "/slow"].p95_ms
    assert fast is not None and slow is not None and fast <= 100 < slow <= 1000
    assert routes["GET", "/fast"].requests > 3 * routes["POST", "/slow"].requests


def test_the_window_is_as_long_as_there_is_data(seen: tuple[str, Prometheus]) -> None:
    url, one = seen
    assert WATCHED_S / 2 < one.window_s < 120, "a week was asked for and seconds are there"
    assert "peak_to_trough" not in one.readings, "no day, no swing"
    assert look(url, window="5s").window_s <= 5


def test_each_query_stands_as_it_was_asked(seen: tuple[str, Prometheus]) -> None:
    url, one = seen
    query = one.readings["p95_ms"].query
    assert query.startswith(
        "1000 * histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket"
    )
    assert asked(url, query) is not None, "it can be pasted"


def test_a_job_can_be_chosen(seen: tuple[str, Prometheus]) -> None:
    url, one = seen
    other = look(f"{url}/?job=admin")
    assert other.job == 'job="admin"'
    assert other.readings["requests_per_second"].value < one.readings["requests_per_second"].value
    with pytest.raises(Problem, match="no job called 'wbe'") as caught:
        look(f"{url}/?job=wbe")
    assert "admin, web" in caught.value.remedy


def test_saved_and_back(seen: tuple[str, Prometheus], tmp_path: Path) -> None:
    save(Looks().with_(seen[1]), tmp_path / "look.json")
    assert load(tmp_path / "look.json").get(Prometheus) == seen[1]


@pytest.mark.parametrize("window", ["", "a week", "7", "d7", "1y"])
def test_what_is_no_span(window: str) -> None:
    with pytest.raises(Problem, match="no span of time"):
        look("http://127.0.0.1:1", window=window)


def test_a_server_without_requests_has_no_figure_of_them(tmp_path: Path) -> None:
    registry = CollectorRegistry()
    Gauge("queue_depth", "q", registry=registry).set(3)
    with page(lambda: generate_latest(registry)) as one, prometheus(tmp_path, {"x": [one]}) as url:
        seen = look(url)
    assert (seen.histogram, seen.readings, seen.routes) == ("", {}, ())
    assert seen.targets == {"x": (1, 1)}


def test_a_histogram_that_never_counted_is_unknown_and_not_zero(tmp_path: Path) -> None:
    app = App()
    app.times.labels("GET", "/fast", "200")
    with page(app.page) as one, prometheus(tmp_path, {"web": [one]}) as url:
        time.sleep(4)
        seen = look(url)
    assert {"p50_ms", "p95_ms", "error_share"} <= set(seen.missing)
    assert not {"p50_ms", "p95_ms", "error_share"} & set(seen.readings)


def test_a_native_histogram(tmp_path: Path) -> None:
    served: list[float] = []

    def body() -> bytes:
        served.extend([0.3, 0.3, 0.3, 3.0])
        labels = {"method": "GET", "route": "/native", "status": "200"}
        return native_histogram("http_request_duration_seconds", served, labels)

    with (
        page(body, PROTOBUF) as one,
        prometheus(tmp_path, {"web": [one]}, "--enable-feature=native-histograms") as url,
    ):
        until(
            lambda: (asked(url, "histogram_count(http_request_duration_seconds)") or 0) >= 24,
            tmp_path / "x",
        )
        seen = look(url)
    assert seen.native and seen.route_label == "route"
    got = {name: reading.value for name, reading in seen.readings.items()}
    assert 1 < got["requests_per_second"] < 40 and got["error_share"] == 0
    assert 250 <= got["p50_ms"] <= 500 < got["p95_ms"] <= 4000
    assert [(one.method, one.route) for one in seen.routes] == [("GET", "/native")]
