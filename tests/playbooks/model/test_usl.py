"""The law of scaling: found again, refused where it says nothing, and a peak only where the points show one."""

import random

import pytest

from playbooks.model.network import Refused
from playbooks.model.usl import Law, fit

TRUE = Law(single=40, contention=0.03, coherency=0.0004, explained=1.0)
USERS = (1, 2, 4, 8, 16, 32, 64)


def test_the_law_of_scaling_is_found_again() -> None:
    found = fit([(n, TRUE.rate(n)) for n in USERS])
    assert isinstance(found, Law)
    assert (found.single, found.contention) == pytest.approx((40, 0.03), rel=1e-6)
    assert found.coherency == pytest.approx(0.0004, rel=1e-6)
    assert found.peak == pytest.approx(((1 - 0.03) / 0.0004) ** 0.5)


@pytest.mark.parametrize(
    "points",
    [
        [],
        [(1, 40), (2, 78), (4, 150), (8, 270), (16, 400)],
        [(4, 150)] * 9,
        [(1, 40), (2, 5), (4, 90), (8, 3), (16, 70), (32, 1), (64, 60)],
    ],
)
def test_too_little_or_too_wild_is_refused(points: list[tuple[float, float]]) -> None:
    assert isinstance(fit(points), Refused)


def noisy(law: Law, users: tuple[float, ...], seed: int, noise: float = 0.04) -> Law:
    drawn = random.Random(seed)
    found = fit([(n, law.rate(n) * drawn.gauss(1, noise)) for n in users])
    assert isinstance(found, Law)
    return found


def test_the_peak_lies_in_its_interval_nine_times_in_ten() -> None:
    peak = fit([(n, TRUE.rate(n)) for n in USERS])
    assert isinstance(peak, Law) and peak.peak is not None
    inside = shown = 0
    for seed in range(400):
        found = noisy(TRUE, USERS, seed)
        if found.between is not None:
            shown += 1
            inside += found.between[0] <= peak.peak <= found.between[1]
    assert shown > 300 and 0.85 * shown <= inside < shown, (
        "and an interval without end says nothing"
    )


def test_no_peak_is_made_of_noise() -> None:
    """Waiting alone never makes more users get less; of 200 noisy looks hardly one in twenty says so."""
    queue = Law(single=40, contention=0.05, coherency=0.0, explained=1.0)
    shown = sum(noisy(queue, USERS, seed).peak is not None for seed in range(200))
    assert shown <= 14


def test_a_peak_far_beyond_what_was_seen_is_not_told() -> None:
    few = fit([(n, TRUE.rate(n)) for n in (1, 2, 3, 4, 5, 6)])
    assert isinstance(few, Law) and few.clear and few.peak is None, "49 users from six"


def test_requests_that_hardly_met_show_no_scaling() -> None:
    found = fit([(0.1 * n, TRUE.rate(1) * 0.1 * n) for n in range(1, 9)])
    assert isinstance(found, Refused) and "hardly met" in found.why
