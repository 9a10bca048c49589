"""Connections against the limit, and those that were refused while it was watched."""

from checks.core import Severity
from checks.redis.clients_near_limit import check
from tests.checks.redis.small import redis
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_three_quarters_and_nine_tenths() -> None:
    report = check(redis({"connected_clients": 80.0, "maxclients": 100.0}))
    assert "80 of 100" in fires(report) and report.findings[0].severity is Severity.MEDIUM
    full = check(redis({"connected_clients": 95.0, "maxclients": 100.0}))
    assert full.findings[0].severity is Severity.HIGH


def test_refused_connections() -> None:
    report = check(redis({"rejected_connections": 7.0}))
    assert "7 were refused" in fires(report) and report.findings[0].severity is Severity.HIGH


def test_leaves_few_clients_alone() -> None:
    assert "12 of 10,000" in quiet(check(redis()))
    assert quiet(check(redis({"connected_clients": 74.0, "maxclients": 100.0})))


def test_leaves_refusals_of_long_ago_alone() -> None:
    assert quiet(check(redis({"rejected_connections": 7.0}, window_s=None)))


def test_an_unknown_limit_is_not_judged() -> None:
    assert unsure(check(redis({"maxclients": 0.0})))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(redis(missing={"info": "NOPERM"})))
    not_looked_at("redis.clients_near_limit")
