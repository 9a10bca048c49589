"""Answers that are the same for everybody and do not say how long they last."""

from checks.core import Confidence, Severity
from checks.http.without_cache_headers import check
from tests.checks.http.small import MISSING, headers, http, page
from tests.checks.reports import fires, not_looked_at, quiet, unsure

SILENT = headers(cache_control="")


def test_a_static_file() -> None:
    report = check(http(page(headers=headers(cache_control="", content_type="text/css"))))
    assert "(text/css) says nothing" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM


def test_a_page_that_was_the_same_each_time_does_not_press() -> None:
    report = check(http(page(headers=SILENT, validated=True)))
    assert "asked whether it changed" in fires(report)
    assert report.findings[0].severity is Severity.LOW
    assert report.findings[0].confidence is Confidence.MEDIUM


def test_leaves_pages_that_say_so_alone() -> None:
    assert quiet(check(http()))
    for told in ("no-store", "private", "no-cache"):
        assert quiet(check(http(page(headers=headers(cache_control=told)))))
    assert quiet(check(http(page(headers=headers(cache_control="", expires="Thu, 01 Jan 2099")))))


def test_leaves_pages_that_differ_or_set_cookies_alone() -> None:
    assert quiet(check(http(page(headers=SILENT, same=False))))
    assert quiet(check(http(page(headers=SILENT, cookies=("session",)))))


def test_too_few_answers_to_tell() -> None:
    assert "too few" in unsure(check(http(page(headers=SILENT, same=None))))


def test_no_page_and_not_looked_at() -> None:
    assert unsure(check(http(MISSING)))
    not_looked_at("http.without_cache_headers")
