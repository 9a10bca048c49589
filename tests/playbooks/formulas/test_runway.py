from math import inf

import pytest

from playbooks.formulas.runway import exponential, linear


def test_what_fills_by_the_day() -> None:
    assert linear(80, 100, 2) == 10
    assert linear(80, 100, 0) == inf
    assert linear(100, 100, 2) == 0


def test_what_follows_the_load() -> None:
    assert exponential(0.5, 1.0, 2.0) == pytest.approx(365)
    assert exponential(0.5, 1.0, 1.0) == inf
    assert exponential(1.2, 1.0, 3.0) == 0


def test_fast_growth_at_sixty_percent_is_nearer_than_none_at_seventy_five() -> None:
    assert exponential(0.6, 1.0, 3.0) < 365 < exponential(0.75, 1.0, 1.0)
