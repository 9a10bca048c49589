import pytest

from playbooks.formulas.spread import spread


@pytest.mark.parametrize(
    ("expected", "must_show", "high"), [(0.5, 0.5, 0.75), (0.0, 1.0, 0.0), (1.0, 0.5, 1.0)]
)
def test_the_span_runs_from_the_expected_to_what_still_counts(
    expected: float, must_show: float, high: float
) -> None:
    assert spread(expected, must_show) == (expected, high)


def test_nothing_falls_below_nothing() -> None:
    assert spread(-3.0, 0.5) == (0.0, 0.5)
    assert spread(4.0, 0.5) == (1.0, 1.0)
