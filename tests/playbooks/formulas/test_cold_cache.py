import pytest

from playbooks.formulas.cold_cache import hit_needed, origin_rate, survival


def test_one_percent_less_hits_doubles_the_origin() -> None:
    assert origin_rate(1000, 0.98) == pytest.approx(2 * origin_rate(1000, 0.99))


def test_the_hits_that_the_origin_needs() -> None:
    assert hit_needed(1000, 200) == 0.8
    assert hit_needed(100, 200) == 0.0
    assert hit_needed(0, 200) == 0.0


def test_below_one_the_origin_drowns_with_an_empty_cache() -> None:
    assert survival(1000, 250) == 0.25
    assert survival(0, 250) == 1.0
