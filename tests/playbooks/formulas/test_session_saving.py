import pytest

from playbooks.formulas.session_saving import bounds, per_request
from tests.facts import vitals


def test_what_opening_costs_is_what_is_saved() -> None:
    assert per_request(8.0, 0.25) == 6.0


def test_half_of_the_saving_must_show() -> None:
    assert bounds(vitals(session_cost_share=0.3)) == pytest.approx((0.7, 0.85))


def test_an_unknown_cost_is_no_promise() -> None:
    assert bounds(vitals(sessions_per_request=1.0)) is None
