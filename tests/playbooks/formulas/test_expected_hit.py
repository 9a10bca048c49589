import pytest

from playbooks.formulas.expected_hit import bounds, calls_left
from tests.facts import vitals


def test_calls_left_fall_by_the_hit_ratio() -> None:
    assert calls_left(25, 0.4) == 15


def test_half_of_the_repeats_must_show() -> None:
    assert bounds(vitals(repeat_share=0.4)) == pytest.approx((0.6, 0.8))


def test_reads_of_small_hot_data_stand_in_where_repeats_were_not_counted() -> None:
    assert bounds(vitals(identical_read_share=0.5)) == pytest.approx((0.5, 0.75))


def test_nothing_measured_no_promise() -> None:
    assert bounds(vitals()) is None
