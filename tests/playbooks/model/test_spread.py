"""What the time at work varies by: the law that made the points is found again, and doubt stays between the two."""

import pytest

from playbooks.model.calibrated import Calibrated, Point, Setup, Told, calibrated
from playbooks.model.network import Network, Station
from playbooks.model.spread import Seen, Spread, fit
from playbooks.model.users import served

SHARED = Spread(sizes=0.9)
TURNS = Spread(sizes=0.0, weight=0.0, own=0.5, turn=0.004)
LOADS = (
    (0.004, 0.0), (0.005, 0.002), (0.005, 0.004), (0.006, 0.008), (0.006, 0.030), (0.006, 0.060), (0.006, 0.090),
)  # fmt: skip
"""Seconds at work and seconds of waiting for turns, from one user to many."""


def made(law: Spread, loads: tuple[tuple[float, float], ...] = LOADS) -> list[Seen]:
    return [Seen(shared=a, turns=b, variance=law.variance(a, b)) for a, b in loads]


@pytest.mark.parametrize("law", [SHARED, TURNS])
def test_what_made_the_points_is_found_again(law: Spread) -> None:
    _, found, _ = fit(made(law))
    assert found.variance(0.006, 0.120) == pytest.approx(law.variance(0.006, 0.120), rel=0.1)


def test_where_nobody_waits_for_turns_the_sizes_alone_count() -> None:
    _, found, _ = fit(made(SHARED, ((0.004, 0.0), (0.006, 0.0), (0.009, 0.0))))
    assert found.variance(0.02, 0.0) == pytest.approx(SHARED.variance(0.02, 0.0), rel=0.001)


def test_light_loads_leave_both_open_and_the_ends_hold_them() -> None:
    """Hardly any waiting: the two laws part only later, so the answer lies between and the interval reaches both."""
    light = [Seen(shared=0.004, turns=one, variance=v) for one, v in (
        (0.0, 12e-6), (0.0005, 20e-6), (0.001, 21e-6), (0.002, 32e-6),
    )]  # fmt: skip
    least, found, most = (one.variance(0.005, 0.060) for one in fit(light))
    assert least < 0.7 * found and most > 1.4 * found


def test_a_law_that_nothing_varied_by_says_nothing() -> None:
    assert fit([Seen(shared=0.004, turns=0.0, variance=0.0)])[1].variance(1.0, 1.0) == 0.0
    assert fit([])[1].variance(1.0, 1.0) == 0.0


@pytest.mark.parametrize(("median", "seen"), [(0.004, False), (0.150, True), (None, True)])
def test_what_few_requests_wait_for_elsewhere_is_not_in_the_95th_percentile(
    median: float | None, seen: bool
) -> None:
    """A mail server takes 150 ms of one request in forty, or of each: the mean alone cannot tell, the median does."""
    delay = 0.010 if median == 0.004 else 0.150
    true = Network(
        stations=(Station(name="application", demand=0.002, servers=1.0),
                  Station(name="database", demand=0.002, servers=2.0)),
        delay=delay, measured_at=1.0, shared_cores=2.0,
    )  # fmt: skip
    points = []
    for users in (1, 2, 4, 8):
        one = served(true, users, spread=Spread(sizes=0.5), few=not seen)
        points.append(Point(
            users=users, rate=one.rate, mean=one.mean, p95=one.p95, application=0.002, database=0.002, others=0.0,
            p50=median,
        ))  # fmt: skip
    model = calibrated(points, Setup(cores=2.0, processes=1.0))
    assert isinstance(model, Calibrated) and model.few is not seen
    told = model.told(16)
    expected = served(true, 16, spread=Spread(sizes=0.5), few=not seen)
    assert isinstance(told, Told)
    assert told.expected.p95 == pytest.approx(expected.p95, rel=0.2)
