"""A demand through load points: what is shown counts, what is noise does not, and the interval says how far it goes."""

from collections.abc import Sequence

import pytest

from playbooks.model.demand import Demand, Workers, fit
from playbooks.model.line import through
from playbooks.model.network import Refused

FEW = (1, 2, 4, 6, 12)


def fitted(points: Sequence[tuple[float, float]], **rest: float) -> Demand:
    found = fit(points, **rest)  # type: ignore[arg-type]
    assert isinstance(found, Demand)
    return found


def test_a_line_by_hand() -> None:
    """(0, 1), (1, 2), (2, 3), (3, 6): slope 1.6, level 0.6, squares left 1.2, so error 0.775."""
    line = through([(0, 1), (1, 2), (2, 3), (3, 6)])
    assert line is not None
    assert (line.slope, line.level) == pytest.approx((1.6, 0.6))
    assert line.error == pytest.approx((1.2 / 2) ** 0.5)
    assert line.aside(1.5) == pytest.approx(2.920 * line.error * (1 + 1 / 4) ** 0.5)
    assert line.aside(10) > 3 * line.aside(1.5), "it widens with the distance"


def test_two_points_are_no_line() -> None:
    assert through([(1, 1), (2, 2)]) is None
    assert through([(1, 1), (1, 2), (2, 2)]) is None
    found = fit([(1, 0.01), (2, 0.02)])
    assert isinstance(found, Refused) and "2 loads" in found.why and "3 are needed" in found.why


def test_what_does_not_change_stays() -> None:
    steady = fitted([(n, 0.010) for n in FEW])
    low, expected, high = steady.at(64)
    assert steady.cause == "steady"
    assert (low, expected, high) == pytest.approx((0.010, 0.010, 0.010), rel=0.01)


def test_growth_without_a_bound_is_carried_on() -> None:
    grown = fitted([(n, 0.010 + 0.001 * (n - 1)) for n in FEW])
    assert grown.cause == "disturbance"
    assert grown.at(40)[1] == pytest.approx(0.049, rel=0.01)


def test_growth_by_turns_comes_to_an_end() -> None:
    turns = fitted([(n, 0.010 + 0.006 * (1 - 1 / n)) for n in FEW])
    assert turns.cause == "turns"
    assert turns.at(64)[1] == pytest.approx(0.016, rel=0.01)


def test_parallel_workers_run_out() -> None:
    """8 workers, 2 a statement: whole up to 4 at once, a tenth of them with 40."""
    workers = Workers(most=8, each=2)
    less = fitted(
        [(n, 0.040 + 0.020 * workers.share(n)) for n in (1, 2, 4, 6, 12)], workers=workers  # type: ignore[arg-type]
    )  # fmt: skip
    assert less.cause == "parallel_workers"
    assert less.at(40)[1] == pytest.approx(0.042, rel=0.01)


def test_noise_is_no_slope_but_widens_what_it_says_of_far_loads() -> None:
    noisy = fitted([(1, 0.0100), (2, 0.0112), (4, 0.0092), (6, 0.0108), (12, 0.0101)])
    low, expected, high = noisy.at(40)
    assert noisy.cause == "steady"
    assert expected == pytest.approx(0.0102, rel=0.1)
    near = noisy.at(6)
    assert low < near[0] and high > near[2]


def test_a_fall_without_a_cause_is_noise() -> None:
    assert fitted([(n, 0.020 - 0.001 * n) for n in FEW]).at(64)[1] == pytest.approx(0.015)


def test_no_interval_is_narrower_than_a_repeated_load() -> None:
    points = [(n, 0.010) for n in FEW]
    low, _, high = fitted(points, noise=0.1).at(6)
    assert low == pytest.approx(0.010 * (1 - 0.1 * 2.353), rel=0.01)
    assert high == pytest.approx(0.010 * (1 + 0.1 * 2.353), rel=0.01)
