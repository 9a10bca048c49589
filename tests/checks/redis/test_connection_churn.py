"""A connection for every few commands."""

from checks.redis.connection_churn import check
from tests.checks.redis.small import redis
from tests.checks.reports import fires, not_looked_at, quiet, unsure


def test_a_connection_for_each_command() -> None:
    one = redis({"total_connections_received": 3000.0, "total_commands_processed": 6000.0})
    assert "3,000 connections were opened for 6,000 commands, 100 a second" in fires(check(one))


def test_leaves_a_pool_alone() -> None:
    assert quiet(check(redis()))
    busy = redis({"total_connections_received": 400.0, "total_commands_processed": 90_000.0})
    assert quiet(check(busy))


def test_leaves_a_slow_trickle_alone() -> None:
    slow = redis({"total_connections_received": 25.0, "total_commands_processed": 60.0})
    assert quiet(check(slow))


def test_next_to_nothing_asked_is_not_judged() -> None:
    still = redis({"total_connections_received": 1.0, "total_commands_processed": 15.0})
    assert "next to nothing" in unsure(check(still))


def test_a_lifetimes_total_is_not_judged() -> None:
    assert "--seconds" in unsure(check(redis({"total_connections_received": 9e6}, window_s=None)))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(redis(missing={"info": "NOPERM"})))
    not_looked_at("redis.connection_churn")
