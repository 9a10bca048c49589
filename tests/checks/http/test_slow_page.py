"""A single visitor's wait."""

from checks.core import Confidence, Severity
from checks.http.slow_page import check
from tests.checks.http.small import LIMITED, MISSING, http, page
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_one_second_and_three() -> None:
    report = check(http(page(p50_ms=1400.0)))
    assert "half of 30 answers to a single visitor took 1,400 ms" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert check(http(page(p50_ms=3100.0))).findings[0].severity is Severity.HIGH


def test_few_answers_are_less_sure() -> None:
    report = check(http(page(p50_ms=1400.0, answered=3)))
    assert report.findings[0].confidence is Confidence.MEDIUM


def test_leaves_fast_pages_and_one_slow_answer_alone() -> None:
    assert "no load test" in quiet(check(http()))
    assert quiet(check(http(page(p50_ms=30.0, p95_ms=5000.0))))


def test_each_page_is_judged() -> None:
    report = check(http(page(), page(url="http://app/slow", p50_ms=2000.0)))
    assert "http://app/slow" in fires(report) and report.examined == 2


def test_errors_and_limits_lend_no_times() -> None:
    assert unsure(check(http(MISSING)))
    assert unsure(check(http(LIMITED)))
    not_looked_at("http.slow_page")
