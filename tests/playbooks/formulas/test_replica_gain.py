import pytest

from playbooks.formulas.replica_gain import bounds, primary_load
from tests.facts import vitals


def test_writes_stay() -> None:
    assert primary_load(0.9, 1.0) == pytest.approx(0.1)
    assert primary_load(0.0, 1.0) == 1.0


def test_with_half_writes_the_best_case_is_twice() -> None:
    assert primary_load(0.5, 1.0) == 0.5


def test_no_share_no_promise() -> None:
    assert bounds(vitals()) is None
    assert bounds(vitals(read_time_share=0.8)) == pytest.approx((0.6, 0.76))
