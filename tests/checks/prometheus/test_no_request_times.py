"""A histogram of requests, by route."""

from checks.prometheus.no_request_times import check
from tests.checks.prometheus.small import prometheus
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_no_histogram_and_one_without_routes() -> None:
    assert "none of 2 targets" in fires(check(prometheus(histogram="", route_label="")))
    assert "does not tell routes apart" in fires(check(prometheus(route_label="")))


def test_leaves_a_histogram_by_route_alone() -> None:
    assert "by route" in quiet(check(prometheus()))
    assert quiet(check(prometheus(histogram="http_server_requests_seconds", route_label="uri")))
    assert quiet(check(prometheus(routes=())))


def test_a_server_that_scrapes_nothing_is_not_judged() -> None:
    assert unsure(check(prometheus(histogram="", targets={"web": (0.0, 2.0)})))
    assert unsure(check(prometheus(histogram="", targets={})))
    not_looked_at("prometheus.no_request_times")
