"""Values that a column is compared with, and how often."""

from checks.lab.known import Column
from checks.lab.typical import equal, span

MANY = Column(
    name="product_id", type="bigint", align=8, width=8, distinct=100_000, null_share=0.0,
    common=("1", "2", "3"), shares=(0.02, 0.01, 0.005), bounds=("10", "20", "30", "40", "50"),
)  # fmt: skip
FEW = Column(
    name="state", type="text", align=1, width=6, distinct=3, null_share=0.0,
    common=("done", "ready", "running"), shares=(0.99, 0.005, 0.005),
)  # fmt: skip


def test_the_commonest_of_many_is_asked_for_as_often_as_it_is_there() -> None:
    weights = dict(equal(MANY))
    assert weights["1"] == 0.02
    assert weights["30"] > 0.9
    assert sum(weights.values()) < 1.01


def test_of_a_few_states_the_rare_ones_are_looked_for() -> None:
    weights = dict(equal(FEW))
    assert weights["ready"] == weights["running"] > 10 * weights["done"]


def test_without_statistics_there_is_still_a_value() -> None:
    bare = Column(name="a", type="int", align=4, width=4, distinct=0, null_share=0.0)
    assert equal(bare) == [("1", 1.0)] and span(bare) == ("1", "1")


def test_a_range_with_two_ends_is_narrow() -> None:
    assert span(MANY) == ("30", "40")
