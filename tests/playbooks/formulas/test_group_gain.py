import pytest

from playbooks.formulas.group_gain import bounds, remaining
from tests.facts import vitals


def test_what_moves_away_is_gone() -> None:
    assert remaining(0.4) == pytest.approx(0.6)


def test_no_share_no_promise() -> None:
    assert bounds(vitals()) is None
    assert bounds(vitals(largest_group_share=0.5)) == pytest.approx((0.5, 0.65))
