"""A system watched at a few loads and asked about others: points made by the model itself are found again."""

from dataclasses import replace

import pytest

from playbooks.model.calibrated import Calibrated, Point, Setup, Told, calibrated
from playbooks.model.network import Network, Refused, Station
from playbooks.model.spread import Spread
from playbooks.model.users import served

SETUP = Setup(cores=2.0, processes=1.0, limit=40)
TRUE = Network(
    stations=(
        Station(name="application", demand=0.004, servers=1.0),
        Station(name="database", demand=0.005, servers=2.0),
    ),
    delay=0.003, measured_at=1.0, shared_cores=2.0, others=0.0005, limit=40,
)  # fmt: skip


def point(users: int, worse: float = 1.0) -> Point:
    found = served(TRUE, users, spread=Spread(sizes=0.4))
    return Point(
        users=users, rate=found.rate, mean=found.mean, p95=found.p95,
        application=0.004 * worse, database=0.005 * worse, others=0.0005,
    )  # fmt: skip


def watched(*users: int) -> Calibrated:
    found = calibrated([point(one) for one in users], SETUP)
    assert isinstance(found, Calibrated)
    return found


def told(model: Calibrated, users: int) -> Told:
    found = model.told(users)
    assert isinstance(found, Told)
    return found


@pytest.mark.parametrize("users", [8, 16, 64])
def test_what_made_the_points_is_found_again(users: int) -> None:
    found, true = told(watched(1, 2, 4, 12), users), served(TRUE, users, spread=Spread(sizes=0.4))
    assert found.expected.rate == pytest.approx(true.rate, rel=0.05)
    assert found.expected.p95 == pytest.approx(true.p95, rel=0.15)
    assert found.expected.fullest == true.fullest


def test_the_interval_holds_the_answer_and_widens_with_doubt() -> None:
    sure = told(watched(1, 2, 4, 12), 32)
    unsure = calibrated([point(1), point(2, 1.15), point(4, 0.9), point(12, 1.05)], SETUP)
    assert isinstance(unsure, Calibrated)
    wide = told(unsure, 32)
    for one in (sure, wide):
        assert one.rate[0] <= one.expected.rate <= one.rate[1]
        assert one.p95[0] <= one.expected.p95 <= one.p95[1]
    assert wide.rate[1] - wide.rate[0] > 2 * (sure.rate[1] - sure.rate[0])


def test_two_loads_are_refused() -> None:
    found = calibrated([point(1), point(4)], SETUP)
    assert isinstance(found, Refused) and "2 loads" in found.why


def test_far_beyond_what_was_watched_is_refused() -> None:
    model = calibrated([point(1), point(2), point(4)], replace(SETUP, limit=0))
    assert isinstance(model, Calibrated)
    assert isinstance(model.told(32), Told)
    found = model.told(64)
    assert isinstance(found, Refused) and "64 requests at work" in found.why
    assert isinstance(watched(1, 2, 12).told(500), Told), "no more than the limit are at work"
