"""Errors and time-outs in the sample."""

from checks.core import Severity
from checks.http.failing_page import check
from tests.checks.http.small import LIMITED, http, page
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_one_failure_and_a_tenth() -> None:
    report = check(http(page(errors={"time-out": 1})))
    assert "1 of 30 requests failed (1 x time-out)" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    worse = check(http(page(errors={"500": 2, "503": 3})))
    assert "2 x 500, 3 x 503" in fires(worse) and worse.findings[0].severity is Severity.HIGH


def test_leaves_a_clean_sample_alone() -> None:
    assert "none of 30" in quiet(check(http()))


def test_leaves_what_the_visitor_did_wrong_alone() -> None:
    assert quiet(check(http(page(statuses={"404": 30}))))
    assert quiet(check(http(page(statuses={"401": 30}))))


def test_a_handful_is_not_judged() -> None:
    assert unsure(check(http(page(requests=3, errors={"500": 1}))))
    assert unsure(check(http(LIMITED)))
    not_looked_at("http.failing_page")
