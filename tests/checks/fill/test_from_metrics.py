"""Vitals from the application's metrics page."""

from dataclasses import replace

from checks.core import Confidence, Fact
from checks.fill.from_metrics import facts
from checks.probes.metrics import Metrics, Route

BUCKETS = ((0.1, 900.0), (1.0, 1000.0), (float("inf"), 1000.0))
GET = Route(
    method="GET", route="/a", count=1000, seconds=90.0, errors=50, buckets=BUCKETS, repeated=400
)
POST = Route(method="POST", route="/b", count=500, seconds=90.0)
PAGE = Metrics(
    url="http://app/metrics", at=100.0, histogram="http_request_duration_seconds", window_s=10.0,
    routes=(GET, POST), counts_repeats=True, repeat_window_s=60.0,
)  # fmt: skip


def filled(page: Metrics) -> dict[str, Fact]:
    return {one.name: one for one in facts(page)}


def test_rate_errors_percentiles_and_repeats() -> None:
    found = filled(PAGE)
    assert found["requests_per_second"].value == 150
    assert found["error_share"].value == 0.0322581
    assert found["p50_ms"].value == 55.5556
    assert found["p95_ms"].value == 550
    assert found["repeat_share"].value == 0.4
    assert "within 60 s" in found["repeat_share"].where
    assert found["routes_measured"].value is True
    assert found["p95_ms"].confidence is Confidence.HIGH and found["p95_ms"].window == "last 10 s"


def test_few_answers_are_unsure() -> None:
    few = replace(PAGE, routes=(Route(method="GET", route="/a", count=20, seconds=1.0),))
    assert filled(few)["requests_per_second"].confidence is Confidence.LOW


def test_a_running_total_is_less_sure_and_says_its_span() -> None:
    total = filled(replace(PAGE, window_s=None, started=40.0))
    assert total["requests_per_second"].value == 25
    assert total["requests_per_second"].confidence is Confidence.MEDIUM
    assert total["p95_ms"].window == "last 60 s"


def test_without_a_span_there_is_no_rate() -> None:
    found = filled(replace(PAGE, window_s=None))
    assert "requests_per_second" not in found and found["p95_ms"].confidence is Confidence.LOW


def test_a_page_without_requests() -> None:
    found = filled(replace(PAGE, histogram="", routes=(), counts_repeats=False))
    assert {name: one.value for name, one in found.items()} == {"routes_measured": False}


def test_an_idle_application_has_routes_and_no_times() -> None:
    found = filled(replace(PAGE, routes=()))
    assert {name: one.value for name, one in found.items()} == {"routes_measured": True}


def test_a_page_that_does_not_count_repeats_says_nothing_of_them() -> None:
    assert "repeat_share" not in filled(replace(PAGE, counts_repeats=False))


def test_waiting_for_a_pooled_connection() -> None:
    waits = ((0.1, 5.0), (0.2, 10.0), (float("inf"), 10.0))
    assert filled(replace(PAGE, pool_wait_buckets=waits))["pool_wait_ms"].value == 190
