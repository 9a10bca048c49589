"""Large text that came plain although gzip was allowed."""

import pytest

from checks.core import Severity
from checks.http.no_compression import check
from tests.checks.http.small import LIMITED, MISSING, headers, http, page
from tests.checks.reports import fires, not_looked_at, quiet, unsure

PLAIN = headers(content_encoding="")


def test_large_text_and_very_large_text() -> None:
    report = check(http(page(headers=PLAIN, sent_bytes=60_000)))
    assert "59 KiB of text" in fires(report) and report.findings[0].severity is Severity.LOW
    worse = check(http(page(headers=PLAIN, sent_bytes=900_000)))
    assert worse.findings[0].severity is Severity.MEDIUM


def test_a_body_that_was_cut_is_at_least_so_large() -> None:
    long = page(headers=PLAIN, sent_bytes=2_000_000, cut=True)
    assert "sends at least 2 MiB" in fires(check(http(long)))


@pytest.mark.parametrize(
    "kind", ["application/json", "text/css", "image/svg+xml", "application/problem+json"]
)
def test_every_kind_of_text(kind: str) -> None:
    told = headers(content_encoding="", content_type=kind)
    assert fires(check(http(page(headers=told, sent_bytes=60_000))))


def test_leaves_compressed_text_alone() -> None:
    assert quiet(check(http(page(sent_bytes=900_000))))


def test_leaves_small_text_alone() -> None:
    assert quiet(check(http(page(headers=PLAIN, sent_bytes=14_000))))


@pytest.mark.parametrize(
    "kind", ["image/png", "application/pdf", "video/mp4", "application/octet-stream"]
)
def test_leaves_what_is_compressed_by_its_nature_alone(kind: str) -> None:
    told = headers(content_encoding="", content_type=kind)
    assert quiet(check(http(page(headers=told, sent_bytes=900_000))))


def test_one_answer_allowed_no_compression() -> None:
    assert "only one request" in unsure(check(http(page(sent_bytes=None))))


def test_no_page_and_not_looked_at() -> None:
    assert "429" in unsure(check(http(LIMITED)))
    assert "30 x 404" in unsure(check(http(MISSING)))
    not_looked_at("http.no_compression")
