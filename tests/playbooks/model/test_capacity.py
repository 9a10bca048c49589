"""What breaks first, what each rung buys, which set is the cheapest, how many days are left; and what is refused."""

from typing import Any

import pytest

from checks.core import Looks, Scalar
from checks.vitals import Vitals
from playbooks.decide import decide
from playbooks.model.capacity import SAFE, Capacity, capacity
from playbooks.model.cheapest import Chosen, cheapest_set
from playbooks.model.network import Refused
from playbooks.model.runway import runways
from playbooks.pages import rungs
from tests.facts import vitals
from tests.playbooks.test_profiles import BASES

TEAM: dict[str, Any] = BASES["team"]


def seen(**change: Scalar) -> Vitals:
    """The healthy team with a change."""
    return vitals(**{**TEAM, **change})


def able(**change: Scalar) -> Capacity:
    """Its capacity."""
    found = capacity(seen(**change))
    assert isinstance(found, Capacity)
    return found


def chosen(factor: float, days: float = 100, **change: Scalar) -> Chosen | Refused:
    """The cheapest set for so many times its load."""
    known = seen(**change)
    return cheapest_set(known, rungs(), decide(Looks().with_(known)).verdicts, factor, days)


def test_the_fuller_resource_breaks_first_and_use_says_when() -> None:
    found = able(app_cpu=0.2, database_cpu=0.5)
    assert found.now.first == "database"
    assert found.now.most == pytest.approx(50 / 0.5)
    assert found.now.safe == pytest.approx(SAFE * 100)
    assert able(app_cpu=0.8, database_cpu=0.5).now.first == "application"
    assert able(iops_share=0.9, database_cpu=0.5).now.first == "storage"


def test_the_curve_climbs_to_the_end() -> None:
    rates, late = zip(*able(database_cpu=0.5).now.curve, strict=True)
    assert list(late) == sorted(late) and rates[-1] < 100
    assert late[-1] > 5 * late[0]


def test_a_rung_for_the_idle_resource_buys_nothing_and_is_not_listed() -> None:
    names = {one.rung for one in able(app_cpu=0.9, database_cpu=0.1).after}
    assert "scale_app" in names and not {"vertical", "read_replica"} & names


def test_the_best_pair_carries_more_than_either_and_is_counted_once_each() -> None:
    """Processes alone or a machine alone move the end to the other side; both double it."""
    found = able(app_cpu=0.5, database_cpu=0.5)
    alone = {one.rung: one.most for one in found.after}
    pair = found.together[0]
    assert pair.rung == "scale_app + vertical"
    assert pair.most == pytest.approx(200)
    assert all(one < pair.most for one in alone.values())
    sizes = [one.rung.count("+") for one in found.together]
    assert sizes == sorted(sizes) and [one.most for one in found.together] == sorted(
        one.most for one in found.together
    )


def test_what_adds_nothing_is_no_combination() -> None:
    """All the work is the application's: nothing for the database carries more beside it."""
    bare = vitals(requests_per_second=50, app_cpu=0.9, database_cpu=0.01, database_cores=4)
    found = capacity(bare)
    assert isinstance(found, Capacity)
    assert [one.rung for one in found.after] == ["scale_app"] and found.together == ()


def test_an_index_buys_its_share() -> None:
    found = able(app_cpu=0.1, database_cpu=0.9, indexable_share=0.5, index_speedup=100)
    index = next(one for one in found.after if one.rung == "query_index")
    must_show = 1 - 0.7 * 0.5 * (1 - 1 / 100)
    assert index.most == pytest.approx(50 / 0.9 / must_show, rel=1e-4)


@pytest.mark.parametrize(
    ("change", "needs"),
    [
        ({"requests_per_second": None}, ("requests_per_second",)),
        ({"app_cpu": None}, ("app_cpu",)),
        ({"database_cores": None}, ("database_cores",)),
        ({"lock_wait_share": 0.5}, ()),
        ({"error_share": 0.2}, ()),
    ],
)
def test_it_refuses_rather_than_guesses(change: dict[str, Any], needs: tuple[str, ...]) -> None:
    known = {name: value for name, value in {**TEAM, **change}.items() if value is not None}
    found = capacity(vitals(**known))
    assert isinstance(found, Refused) and found.why and found.needs == needs


def test_the_cheapest_set_is_sound_ordered_and_enough() -> None:
    found = chosen(
        20, database_cpu=0.5, active_sessions=2, indexable_share=0.8, top_statement_share=0.7
    )
    assert isinstance(found, Chosen)
    assert [one.rung for one in found.parts] == ["query_index", "vertical", "scale_app"]
    assert found.carries >= found.target == 1000


def test_no_machine_is_bought_over_a_missing_index() -> None:
    for factor in (2, 3, 8):
        found = chosen(factor, database_cpu=0.9, indexable_share=0.8)
        assert isinstance(found, Chosen)
        names = [one.rung for one in found.parts]
        assert "vertical" not in names or names.index("query_index") < names.index("vertical")


def test_nothing_is_bought_for_what_is_there() -> None:
    found = chosen(1.5)
    assert isinstance(found, Chosen) and found.parts == ()


def test_what_does_not_fit_the_days_is_no_part() -> None:
    assert isinstance(chosen(10, days=30), Chosen)
    assert isinstance(chosen(10, days=1), Refused)


def test_it_says_when_no_set_does() -> None:
    found = chosen(5000)
    assert isinstance(found, Refused) and "no set of rungs" in found.why


def test_a_dearer_target_never_costs_less() -> None:
    costs = []
    for factor in (1, 2, 4, 8, 16, 32):
        found = chosen(factor, database_cpu=0.5, repeat_share=0.5)
        assert isinstance(found, Chosen)
        costs.append(sum(one.cost for one in found.parts))
    assert costs == sorted(costs)


def test_days_follow_growth_and_a_bad_year_is_told_or_absent() -> None:
    found = {one.limit: one for one in runways(seen(growth_per_year=2, database_cpu=0.4))}
    assert found["database_cpu"].days == pytest.approx(365)
    assert found["database_cpu"].days_bad_year is None
    bad = runways(seen(growth_per_year=2, growth_per_year_high=4, database_cpu=0.4))
    assert next(one for one in bad if one.limit == "database_cpu").days_bad_year == pytest.approx(
        182.5
    )


def test_without_growth_only_what_fills_by_itself_is_dated() -> None:
    assert runways(seen()) == ()
    assert [one.limit for one in runways(seen(disk_runway_days=40))] == ["disk"]
    assert runways(seen(growth_per_year=1.0)) == ()


def test_the_nearest_limit_comes_first() -> None:
    days = [one.days for one in runways(seen(growth_per_year=3, disk_runway_days=10))]
    # Ten days at today's rate, which itself triples in a year: 365 / ln 3 x ln(1 + 10 ln 3 / 365).
    assert days == sorted(days) and days[0] == pytest.approx(9.852, abs=0.001)
