"""Addresses that lead on."""

from checks.core import Severity
from checks.http.redirected import check
from tests.checks.http.small import http, page
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_to_another_page() -> None:
    report = check(http(page(statuses={"302": 30}, redirects_to="http://app/login")))
    assert "leads to http://app/login" in fires(report)
    assert report.findings[0].severity is Severity.LOW


def test_to_another_host_and_relative() -> None:
    for target in ("https://www.app/", "/en/"):
        assert fires(check(http(page(statuses={"301": 30}, redirects_to=target))))


def test_leaves_the_step_to_tls_alone() -> None:
    assert quiet(check(http(page(statuses={"301": 30}, redirects_to="https://app/"))))


def test_leaves_pages_alone() -> None:
    assert quiet(check(http()))
    assert quiet(check(http(page(redirects_to="http://app/x"))))


def test_nothing_answered_and_not_looked_at() -> None:
    assert unsure(check(http(page(answered=0, statuses={}))))
    not_looked_at("http.redirected")
