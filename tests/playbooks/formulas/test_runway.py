from math import inf, log, log2

import pytest

from playbooks.formulas.runway import exponential, linear, quickening


def test_what_fills_by_the_day() -> None:
    assert linear(80, 100, 2) == 10
    assert linear(80, 100, 0) == inf
    assert linear(100, 100, 2) == 0


def test_what_follows_the_load() -> None:
    assert exponential(0.5, 1.0, 2.0) == pytest.approx(365)
    assert exponential(0.5, 1.0, 1.0) == inf
    assert exponential(1.2, 1.0, 3.0) == 0


def test_what_the_load_fills_up_is_full_sooner() -> None:
    """A year's worth at a rate that doubles in a year: r (2^t - 1) / ln 2 = r, so t = log2(1 + ln 2) years."""
    assert quickening(365, 2.0) == pytest.approx(365 * log2(1 + log(2)))
    assert quickening(100, 1.0) == 100
    assert quickening(0, 3.0) == 0
    assert quickening(1000, 0.5) == inf, (
        "a rate that halves fills 365 / ln 2 = 527 days' worth at most"
    )
    assert quickening(100, 0.5) > 100


def test_fast_growth_at_sixty_percent_is_nearer_than_none_at_seventy_five() -> None:
    assert exponential(0.6, 1.0, 3.0) < 365 < exponential(0.75, 1.0, 1.0)
