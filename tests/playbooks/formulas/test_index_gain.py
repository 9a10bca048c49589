import pytest

from playbooks.formulas.index_gain import AT_LEAST, bounds, saved
from tests.facts import vitals


def test_a_thousandfold_statement_with_a_small_share_saves_its_share() -> None:
    assert saved(0.05, 1000) == pytest.approx(0.05, rel=0.01)


def test_a_share_of_one_half_made_twice_as_fast_saves_a_quarter() -> None:
    assert saved(0.5, 2) == 0.25


def test_nothing_is_saved_without_speed_up() -> None:
    assert saved(0.9, 1) == 0
    assert saved(0.9, 0.5) == 0


def test_the_span_runs_from_the_arithmetic_to_the_least_that_counts() -> None:
    low, high = bounds(vitals(indexable_share=0.8, index_speedup=100)) or (0, 0)
    assert low == pytest.approx(0.208)
    assert high == pytest.approx(1 - 0.7 * 0.792)


def test_a_share_over_95_percent_is_not_extrapolated() -> None:
    assert bounds(vitals(indexable_share=0.999, index_speedup=5000)) == (0.0, AT_LEAST)


def test_a_small_speed_up_never_promises_a_fifth() -> None:
    low, _ = bounds(vitals(indexable_share=0.99, index_speedup=2)) or (0, 0)
    assert low > 0.5


def test_no_share_no_promise() -> None:
    assert bounds(vitals(index_speedup=100)) is None
    assert bounds(vitals(indexable_share=0.05, index_speedup=100)) is None
