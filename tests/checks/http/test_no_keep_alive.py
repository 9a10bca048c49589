"""Connections that are closed after each answer."""

from checks.http.no_keep_alive import check
from tests.checks.http.small import LIMITED, http, page
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_a_connection_for_each_answer() -> None:
    assert "after each of 30 answers" in fires(check(http(page(kept=0))))


def test_leaves_kept_connections_alone() -> None:
    assert quiet(check(http()))
    assert quiet(check(http(page(kept=3))))


def test_leaves_other_answers_than_200_alone_when_kept() -> None:
    assert quiet(check(http(page(statuses={"404": 30}, kept=29))))


def test_few_answers_and_bodies_that_we_cut_are_not_judged() -> None:
    assert unsure(check(http(page(answered=2, kept=0))))
    assert "too few whole answers" in unsure(check(http(page(cut=True, kept=0))))


def test_no_page_and_not_looked_at() -> None:
    assert "429" in unsure(check(http(LIMITED)))
    not_looked_at("http.no_keep_alive")
