"""Connections that do not last."""

from checks.rabbitmq.connection_churn import check
from tests.checks.rabbitmq.small import rabbit
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_more_than_one_a_second() -> None:
    words = fires(check(rabbit(connections_opened=120)))
    assert "120 connections were opened, 8 are open: 4.0 a second" in words


def test_leaves_lasting_connections_alone() -> None:
    assert quiet(check(rabbit()))
    assert quiet(check(rabbit(connections_opened=29)))


def test_leaves_a_deploy_that_opens_and_keeps_them_alone() -> None:
    assert quiet(check(rabbit(connections_opened=200, connections=200)))


def test_totals_and_moments_are_not_judged() -> None:
    assert "--seconds" in unsure(check(rabbit(connections_opened=9000, window_s=None)))
    assert unsure(check(rabbit(connections_opened=9000, window_s=2.0)))
    not_looked_at("rabbitmq.connection_churn")
