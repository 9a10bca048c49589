"""Prometheus through the real program: its figures decide, with the query as their source."""

import json
import time
from pathlib import Path

from prometheus_client import CollectorRegistry, Histogram, generate_latest

from tests.checks.probes import hostile
from tests.checks.probes.prometheus.servers import page, prometheus
from tests.cli.program import rung


def test_figures_stand_with_their_queries(shop: Path, tmp_path: Path) -> None:
    registry = CollectorRegistry()
    times = Histogram("http_request_duration_seconds", "t", ["method", "route", "status"], registry=registry,
                      buckets=(0.1, 1.0, 10.0))  # fmt: skip

    def body() -> bytes:
        for _ in range(10):
            times.labels("GET", "/slow", "200").observe(5.0)
        return generate_latest(registry)

    with page(body) as one, prometheus(tmp_path, {"web": [one]}) as url:
        time.sleep(6)
        out = rung("assess", shop, "--prometheus-url", url, "--window", "1h", "--json").out
        audit = json.loads(
            rung("audit", shop, "--prometheus-url", url, "--json", "--fail-on", "never").out
        )
    vitals = json.loads(out)["vitals"]
    assert 1000 < vitals["p95_ms"]["value"] <= 10_000
    assert vitals["p95_ms"]["where"].startswith("1000 * histogram_quantile(0.95,")
    assert vitals["routes_measured"]["value"] is True
    assert vitals["p95_ms"]["confidence"] == "low", "seconds are no week"
    slow = next(one for one in audit["findings"] if one["check"] == "prometheus.slow_routes")
    assert "GET /slow" in slow["message"]


def test_a_server_that_is_none_and_a_window_that_is_none(shop: Path) -> None:
    with hostile.server(hostile.said(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) as port:
        ran = rung("assess", shop, "--prometheus-url", f"http://me:s3cr3t@127.0.0.1:{port}")
    assert ran.code == 2 and "Next step: " in ran.out
    assert "is no Prometheus" in ran.err and "s3cr3t" not in ran.out + ran.err
    wrong = rung("assess", shop, "--prometheus-url", "http://127.0.0.1:1", "--window", "a week")
    assert wrong.code == 2 and "no span of time" in wrong.err
