"""Which part of the requests the edge could answer; more pages that it must not hold than pages that it may."""

from dataclasses import replace
from typing import Any

import pytest

from checks.core import Confidence, Fact, Looks
from checks.fill import fill
from checks.fill.from_pages import facts, is_public
from checks.probes.http import Http, Page
from checks.probes.metrics import Metrics, Route
from checks.probes.repo import Repo, look

APP = """\
from fastapi import Depends, FastAPI

app = FastAPI()


def user():
    return 1


@app.get("/boards/{number}")
def board(number: int, page: int = 1):
    return {}


@app.get("/mine/{number}")
def mine(number: int, me=Depends(user)):
    return {}
"""
PAGE = Page(
    url="http://app/boards/1?page=1", requests=30, answered=30, statuses={"200": 30}, same=True,
    headers={"content-type": "application/json", "vary": "Accept-Encoding"},
)  # fmt: skip
METRICS = Metrics(
    url="http://app/metrics", at=1.0, histogram="http_request_duration_seconds", window_s=10.0, counts_repeats=True,
    routes=(Route(method="GET", route="/boards/{number}", count=600, seconds=1.0, repeated=580),
            Route(method="GET", route="/mine/{number}", count=100, seconds=1.0, repeated=90),
            Route(method="POST", route="/boards/{number}", count=290, seconds=1.0, errors=10)),
)  # fmt: skip


@pytest.fixture
def repo(tmp_path: Any) -> Repo:
    """An application with a public page and a personal one."""
    (tmp_path / "main.py").write_text(APP)
    (tmp_path / "requirements.txt").write_text("fastapi\n")
    return look(tmp_path)


def sample(*pages: Page) -> Http:
    """A sample of these pages."""
    return Http(url=pages[0].url, requests=30, answered=30, seconds=1.0, pages=pages)


def told(http: Http, metrics: Metrics, repo: Repo | None) -> Fact | None:
    """The share, if it is filled."""
    return next(iter(facts(http, metrics, repo)), None)


def test_what_was_asked_again_of_a_public_page_over_all_requests(repo: Repo) -> None:
    fact = told(sample(PAGE), METRICS, repo)
    assert fact is not None and fact.value == pytest.approx(0.58)
    assert "/boards/{number}" in fact.where and fact.confidence is Confidence.MEDIUM
    assert fill(Looks().with_(sample(PAGE), METRICS, repo)).number("cacheable_share") == 0.58


def test_without_the_code_it_is_unsure() -> None:
    fact = told(sample(PAGE), METRICS, None)
    assert fact is not None and fact.confidence is Confidence.LOW


@pytest.mark.parametrize(
    "changes",
    [
        {"cookies": ("session",)},
        {"headers": {"cache-control": "private, max-age=60"}},
        {"headers": {"cache-control": "no-store"}},
        {"headers": {"vary": "Accept, Cookie"}},
        {"headers": {"vary": "*"}},
        {"headers": {"vary": "Authorization"}},
        {"same": False},
        {"same": None},
        {"statuses": {"302": 30}},
        {"statuses": {"401": 30}},
    ],
)
def test_pages_that_the_edge_must_not_hold(changes: dict[str, Any], repo: Repo) -> None:
    page = replace(PAGE, **changes)
    assert not is_public(page) and told(sample(page), METRICS, repo) is None


def test_a_handler_that_takes_a_user_is_personal(repo: Repo) -> None:
    assert told(sample(replace(PAGE, url="http://app/mine/3")), METRICS, repo) is None


def test_a_parameter_that_was_not_asked_for_may_be_a_person(repo: Repo) -> None:
    assert told(sample(replace(PAGE, url="http://app/boards/1")), METRICS, repo) is None


def test_nothing_is_filled(repo: Repo) -> None:
    assert told(sample(PAGE), replace(METRICS, counts_repeats=False), repo) is None
    assert told(sample(PAGE), replace(METRICS, routes=()), repo) is None
    assert told(sample(replace(PAGE, url="http://app/about")), METRICS, repo) is None
