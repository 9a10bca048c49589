"""More users than a load test had, from its table; refused by silence where the table does not carry it."""

from dataclasses import replace
from typing import Any

import pytest

from checks.probes.given import LoadPoint
from playbooks.model.beyond import Beyond
from playbooks.model.capacity import Capacity, capacity
from playbooks.model.network import Network, Station
from playbooks.model.spread import Spread
from playbooks.model.users import served
from tests.facts import vitals
from tests.playbooks.test_profiles import BASES

TEAM: dict[str, Any] = {
    **BASES["team"],
    "database_cores": 4,
    "instances": 1,
    "processes_per_instance": 2,
}
APART = Network(
    stations=(
        Station(name="application", demand=0.010, servers=2.0),
        Station(name="database", demand=0.006, servers=4.0),
    ),
    delay=0.004, measured_at=1.0,
)  # fmt: skip


def tried(*users: int) -> list[LoadPoint]:
    """A load test's table of a system that is exactly this network."""
    rows = [(one, served(APART, one, spread=Spread(sizes=0.5))) for one in users]
    return [
        LoadPoint(
            requests_per_second=one.rate, users=count, p95_ms=one.p95 * 1000,
            app_cpu=one.rate * 0.010 / 2, database_cpu=one.rate * 0.006 / 4,
        )
        for count, one in rows
    ]  # fmt: skip


def told(points: list[LoadPoint]) -> tuple[Beyond, ...]:
    found = capacity(vitals(**TEAM), points=points)
    assert isinstance(found, Capacity)
    return found.beyond


def test_twice_and_four_times_the_users_of_the_test() -> None:
    found = told(tried(1, 2, 4, 8))
    assert [one.users for one in found] == [16, 32]
    for one in found:
        true = served(APART, one.users, spread=Spread(sizes=0.5))
        assert one.rate == pytest.approx(true.rate, rel=0.05)
        assert one.rate_low <= one.rate <= one.rate_high
        assert one.p95_ms == pytest.approx(true.p95 * 1000, rel=0.25)
        assert one.first == "application"


def test_what_is_busy_at_rest_is_no_work_of_requests() -> None:
    """A tenth of the database busy at rest: with it in every request's cost, few users would look dear."""
    rows = [
        replace(one, database_cpu=0.1 + 0.9 * (one.database_cpu or 0.0))
        for one in tried(1, 2, 4, 8)
    ]
    for one, bare in zip(told(rows), told(tried(1, 2, 4, 8)), strict=True):
        assert one.rate == pytest.approx(bare.rate, rel=0.05)


def test_more_users_than_are_at_work_get_no_more() -> None:
    sixteen, thirty_two = told(tried(1, 2, 4, 8))
    assert thirty_two.rate <= sixteen.rate * 1.01 <= 2 / 0.010 * 1.02
    assert thirty_two.p95_ms > 1.5 * sixteen.p95_ms


@pytest.mark.parametrize("drop", ["users", "p95_ms", "app_cpu", "database_cpu"])
def test_a_table_without_a_column_says_nothing_of_users(drop: str) -> None:
    gone: dict[str, Any] = {drop: None}
    assert told([replace(one, **gone) for one in tried(1, 2, 4, 8)]) == ()


@pytest.mark.parametrize("column", ["app_cpu", "database_cpu"])
def test_a_side_that_did_nothing_says_nothing(column: str) -> None:
    nothing: dict[str, Any] = {column: 0.0}
    assert told([replace(one, **nothing) for one in tried(1, 2, 4, 8)]) == ()


def test_two_rows_are_not_enough() -> None:
    assert told(tried(2, 8)) == ()
