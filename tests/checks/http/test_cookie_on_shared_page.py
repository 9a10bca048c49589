"""Cookies on answers that others may keep."""

import pytest

from checks.core import Severity
from checks.http.cookie_on_shared_page import check
from tests.checks.http.small import MISSING, headers, http, page
from tests.checks.reports import fires, not_looked_at, quiet, unsure

COOKIE = ("sessionid",)


@pytest.mark.parametrize("told", ["public", "s-maxage=30", "max-age=60", "public, max-age=0"])
def test_a_shared_life_and_a_cookie(told: str) -> None:
    report = check(http(page(cookies=COOKIE, headers=headers(cache_control=told))))
    assert "sets sessionid and lets shared caches keep it" in fires(report)
    assert report.findings[0].severity is Severity.HIGH


def test_a_static_file_with_a_cookie_does_not_press() -> None:
    told = headers(cache_control="", content_type="image/png")
    report = check(http(page(cookies=COOKIE, headers=told)))
    assert "though it is a static file" in fires(report)
    assert report.findings[0].severity is Severity.LOW


@pytest.mark.parametrize(
    "told", ["", "private, max-age=60", "no-store", "max-age=0", "no-cache, max-age=60"]
)
def test_leaves_cookies_on_private_pages_alone(told: str) -> None:
    assert quiet(check(http(page(cookies=COOKIE, headers=headers(cache_control=told)))))


def test_leaves_shared_pages_without_cookies_alone() -> None:
    assert quiet(check(http()))


def test_no_page_and_not_looked_at() -> None:
    assert unsure(check(http(MISSING)))
    not_looked_at("http.cookie_on_shared_page")
