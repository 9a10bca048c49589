"""What a set costs at the person's own prices, by hand; without a price for a rung, money does not decide."""

from typing import Any

import pytest

from checks.core import Looks, Problem, Scalar
from checks.probes.given import Prices
from playbooks.decide import decide
from playbooks.model.cheapest import Chosen, cheapest_set
from playbooks.model.network import Refused
from playbooks.model.price import insist, money, unpriced
from playbooks.pages import rungs
from tests.facts import vitals
from tests.playbooks.test_profiles import BASES

TEAM: dict[str, Any] = BASES["team"]
LADDER = [one.name for one in rungs()]


def chosen(prices: Prices | None, factor: float = 4, **change: Scalar) -> Chosen:
    seen = vitals(**{**TEAM, **change})
    verdicts = decide(Looks().with_(seen)).verdicts
    found = cheapest_set(seen, rungs(), verdicts, factor, 100, prices=prices)
    assert isinstance(found, Chosen)
    return found


def test_once_and_by_the_month_and_by_the_piece() -> None:
    """Six cores at 50 a month and 10 once each, a cache at 40 a month: 340 a month, 60 once, 4,140 in a year."""
    prices = Prices(
        currency="EUR", per_month={"vertical": 50, "cache_shared": 40}, once={"vertical": 10}
    )
    found = money(prices, {"vertical": 6, "cache_shared": 0})
    assert (found.per_month, found.once, found.total) == (340, 60, 60 + 12 * 340)
    assert found.currency == "EUR"


def test_a_rung_without_a_price_is_named_and_not_taken_as_free() -> None:
    assert unpriced(Prices(once={"query_index": 0}), ["query_index", "pool", "pool"]) == ("pool",)


def test_a_price_of_what_is_no_rung_is_refused() -> None:
    with pytest.raises(Problem, match="no rung is called that") as caught:
        insist(Prices(once={"query_indx": 1}), LADDER)
    assert "query_index" in caught.value.remedy
    insist(Prices(once={"query_index": 1}), LADDER)


def test_without_prices_there_is_no_money() -> None:
    assert chosen(None).money is None


def test_prices_turn_the_choice() -> None:
    seen: dict[str, Scalar] = {
        "database_cpu": 0.5, "app_cpu": 0.1, "repeat_share": 0.95, "staleness_ok_s": 60,
    }  # fmt: skip
    every = dict.fromkeys(LADDER, 10.0)
    dear_machine = chosen(Prices(per_month={**every, "vertical": 1000.0}), factor=2.5, **seen)
    dear_cache = chosen(
        Prices(per_month={**every, "vertical": 1.0, "cache_shared": 9000.0}), factor=2.5, **seen
    )
    assert "vertical" not in {one.rung for one in dear_machine.parts}
    assert "cache_shared" not in {one.rung for one in dear_cache.parts}
    assert dear_machine.money is not None and dear_machine.money.lacking == ()


BUSY: dict[str, Scalar] = {"database_cpu": 0.5, "app_cpu": 0.1, "repeat_share": 0.95}
EVERY = Prices(currency="EUR", per_month=dict.fromkeys(LADDER, 10.0), once={"cache_shared": 600.0})


def test_a_set_within_the_budget_is_chosen_as_without_one() -> None:
    free = chosen(EVERY, factor=2.5, **BUSY)
    assert free.money is not None
    monthly = free.money.total / free.money.months
    assert chosen(EVERY, factor=2.5, **BUSY, budget_per_month=monthly) == free


def test_a_set_beyond_the_budget_is_refused_with_both_figures() -> None:
    free = chosen(EVERY, factor=2.5, **BUSY)
    assert free.money is not None
    monthly = free.money.total / free.money.months
    seen = vitals(**{**TEAM, **BUSY, "budget_per_month": monthly - 1})
    verdicts = decide(Looks().with_(seen)).verdicts
    found = cheapest_set(seen, rungs(), verdicts, 2.5, 100, prices=EVERY)
    assert isinstance(found, Refused)
    assert f"{monthly:,.6g} EUR a month" in found.why and f"{monthly - 1:,.6g} may" in found.why


@pytest.mark.parametrize("prices", [None, Prices(per_month={"observe": 1.0})])
def test_a_budget_without_prices_is_left_open(prices: Prices | None) -> None:
    assert chosen(prices, factor=2.5, **BUSY, budget_per_month=1.0).budget == 1.0
    assert chosen(prices, factor=2.5, **BUSY).budget is None


def test_what_no_answer_needs_needs_no_price() -> None:
    """Twice the load of a half-busy database: a machine or a cache will do; together they cost more at every price."""
    seen: dict[str, Scalar] = {"database_cpu": 0.5, "app_cpu": 0.1, "repeat_share": 0.95}
    found = chosen(Prices(per_month={"vertical": 1.0}), factor=2.5, **seen)
    assert found.money is not None
    assert "cache_shared" in found.money.lacking and "scale_app" not in found.money.lacking


def test_a_lacking_price_leaves_the_choice_to_cost_classes() -> None:
    with_money = chosen(Prices(per_month={"vertical": 1.0}))
    without = chosen(None)
    assert [one.rung for one in with_money.parts] == [one.rung for one in without.parts]
    assert with_money.money is not None and with_money.money.lacking
