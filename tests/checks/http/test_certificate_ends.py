"""Certificates in their last days."""

from checks.core import Severity
from checks.http.certificate_ends import check
from tests.checks.http.small import http, page
from tests.checks.reports import fires, not_looked_at, quiet, spared


def test_two_weeks_and_three_days() -> None:
    report = check(http(page(certificate_days=9.6, tls="TLSv1.3")))
    assert "ends in 10 days" in fires(report) and report.findings[0].severity is Severity.HIGH
    assert check(http(page(certificate_days=1.0))).findings[0].severity is Severity.CRITICAL


def test_leaves_the_usual_life_of_one_alone() -> None:
    assert quiet(check(http(page(certificate_days=89.0))))
    assert quiet(check(http(page(certificate_days=14.5))))


def test_only_the_page_that_has_one_is_judged() -> None:
    report = check(http(page(), page(certificate_days=60.0)))
    assert quiet(report) and (report.examined, report.total) == (1, 2)


def test_without_tls_there_is_none() -> None:
    assert spared(check(http()))
    not_looked_at("http.certificate_ends")
