"""Routes by their 95th percentile; rare ones and those without answers are not judged."""

from checks.core import Severity
from checks.prometheus.slow_routes import check
from tests.checks.prometheus.small import prometheus, route
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_one_second_and_three() -> None:
    report = check(prometheus(routes=(route("/a"), route("/slow", p95_ms=1500.0))))
    assert "GET /slow: 95 % are answered within 1,500 ms (50 % of the requests)" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM and report.window == "last 7 d"
    worse = check(prometheus(routes=(route("/slow", p95_ms=4000.0),)))
    assert worse.findings[0].severity is Severity.HIGH


def test_leaves_fast_routes_alone() -> None:
    assert "2 routes answer" in quiet(check(prometheus()))
    assert quiet(check(prometheus(routes=(route("/a", p95_ms=999.0),))))


def test_leaves_rare_routes_alone() -> None:
    rare = route("/report", requests=30.0, p95_ms=60_000.0)
    report = check(prometheus(routes=(route("/a"), rare)))
    assert quiet(report) and (report.examined, report.total) == (1, 2)


def test_too_few_requests_are_not_judged() -> None:
    assert unsure(check(prometheus(routes=(route("/a", requests=5.0, p95_ms=9000.0),))))
    assert unsure(check(prometheus(routes=(route("/a", p95_ms=None),))))
    assert unsure(check(prometheus(routes=())))


def test_what_failed_and_not_looked_at() -> None:
    assert "time-out" in unsure(check(prometheus(missing={"routes": "time-out"})))
    not_looked_at("prometheus.slow_routes")
