import pytest

from playbooks.formulas.vertical_gain import bounds, use_after
from tests.facts import vitals


def test_twice_the_cores_half_the_use() -> None:
    assert use_after(0.8, 8, 16) == 0.4


def test_a_faster_generation_helps_on_the_same_cores() -> None:
    assert use_after(0.9, 24, 24, generation=1.5) == pytest.approx(0.6)


def test_no_promise_where_storage_binds() -> None:
    assert bounds(vitals(io_wait_share=0.5)) is None
    assert bounds(vitals(io_wait_share=0.1)) == pytest.approx((0.5, 0.7))
