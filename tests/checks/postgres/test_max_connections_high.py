"""A limit of sessions that no machine serves."""

from dataclasses import replace

from checks.core import Outcome, Reason
from checks.postgres.max_connections_high import check
from tests.checks.postgres.small import (
    activity,
    fires,
    not_looked_at,
    postgres,
    quiet,
    settings,
)


def test_fires_with_what_is_used() -> None:
    wide = replace(settings(max_connections="2000"), activity=activity(sessions=30))
    words = fires(check(wide))
    assert "max_connections is 2000; 30 are open now" in words and "rung explain pool" in words


def test_fires_without_the_activity_too() -> None:
    fires(check(settings(max_connections="501")))


def test_leaves_500_and_the_default_alone() -> None:
    assert quiet(check(settings(max_connections="500")))
    assert quiet(check(postgres()))


def test_an_unknown_limit_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(settings={})).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"settings": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.max_connections_high").outcome is Outcome.UNKNOWN
