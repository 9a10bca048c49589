"""Load points from what was recorded: what tells nothing is left out, and nothing is made of too little."""

from dataclasses import replace
from typing import Any

import pytest

from checks.core import Looks
from checks.fill.load_points import Watched, load_points
from checks.probes.given import LoadPoint, Loads
from checks.probes.prometheus import Moment
from tests.checks.prometheus.small import prometheus

RATES = [5.0 + place % 40 for place in range(200)]
"""Every load from 5 to 44, five times."""


def moment(place: int, rate: float, **changes: Any) -> Moment:
    usual = Moment(
        at=1_000_000.0 + 300 * place, requests_per_second=rate, failed_share=0.0, in_flight=rate * 0.05,
        p95_ms=150.0, app_cpu=0.01 * rate, database_cpu=0.02 * rate, restarts=0.0, instances=2.0,
    )  # fmt: skip
    return replace(usual, **changes)


def watched(moments: list[Moment], *others: object, **changes: Any) -> Watched:
    one = prometheus(moments=tuple(moments), moment_s=300.0, **changes)
    return load_points(Looks().with_(one, *others))


def even(**changes: Any) -> list[Moment]:
    return [moment(place, rate, **changes) for place, rate in enumerate(RATES)]


def on_the_line(found: Watched) -> bool:
    return all(
        one.database_cpu == pytest.approx(0.02 * one.requests_per_second, rel=0.01)
        for one in found.points
    )


def test_eight_bands_each_at_its_median() -> None:
    found = watched(even())
    assert len(found.points) == 8 and on_the_line(found) and found.none_recorded == ""
    assert found.points[0].in_flight == pytest.approx(0.05 * found.points[0].requests_per_second)
    assert found.points[0].where.startswith(
        "Prometheus, last 16.7 h: median of 25 moments with 5 to 9"
    )


@pytest.mark.parametrize(
    "changes",
    [{"failed_share": 0.2}, {"restarts": 3.0}, {"instances": 1.0}],
)
def test_what_is_not_the_system_as_it_is_now_is_left_out(changes: dict[str, Any]) -> None:
    """More than half of a band, which no median would survive."""
    spoiled = [
        replace(one, database_cpu=0.99, **changes) if 20 < one.requests_per_second < 25 and place < 150
        else one
        for place, one in enumerate(even())
    ]  # fmt: skip
    found = watched(spoiled)
    assert len(found.points) >= 7 and on_the_line(found)


def test_a_backup_in_less_than_half_of_a_band_does_not_move_it() -> None:
    moments = [
        replace(one, database_cpu=0.9) if one.requests_per_second < 10 and place < 80 else one
        for place, one in enumerate(even())
    ]
    assert on_the_line(watched(moments))


def days(*works: float, hours: int = 24) -> list[Moment]:
    """A day for each, every five minutes, through all loads, with so many times the database's work per request."""
    found = []
    for day, work in enumerate(works):
        for place in range(hours * 12):
            rate = RATES[place % len(RATES)]
            one = moment(0, rate, database_cpu=0.02 * rate * work)
            found.append(replace(one, at=1_000_000.0 + 86_400.0 * day + 300 * place))
    return found


def test_days_before_an_index_are_another_system() -> None:
    found = watched(days(2.0, 2.0, 2.0, 1.0))
    assert len(found.points) == 8 and on_the_line(found)
    assert found.points[0].where.startswith("Prometheus, last 24 h")


def test_a_release_that_costs_more_counts_from_its_day_on() -> None:
    found = watched(days(1.0, 1.0, 1.5, 1.5))
    assert [one.database_cpu for one in found.points] == pytest.approx(
        [1.5 * 0.02 * one.requests_per_second for one in found.points], rel=0.01
    )
    assert found.points[0].where.startswith("Prometheus, last 2 d")


@pytest.mark.parametrize("works", [(1.0, 1.0, 1.0), (0.9, 0.95, 1.0), (1.1, 0.9, 1.0)])
def test_rows_of_a_week_and_usual_scatter_are_the_same_system(works: tuple[float, ...]) -> None:
    found = watched(days(*works))
    assert found.points[0].where.startswith("Prometheus, last 3 d")


def test_a_day_that_had_other_loads_is_not_compared() -> None:
    """A Sunday at two requests/s has more of what the system does at rest in each of them; that is no change."""
    sunday = [
        moment(0, 2.0, database_cpu=0.30, at=1_000_000.0 + 300 * place) for place in range(288)
    ]
    monday = [replace(one, at=one.at + 86_400.0) for one in days(1.0)]
    assert "last 2 d" in watched([*sunday, *monday]).points[-1].where


def test_one_burst_does_not_make_one_band_of_all_others() -> None:
    assert len(watched([*even(), moment(201, 900.0)]).points) == 8


@pytest.mark.parametrize(
    ("moments", "why"),
    [
        ([moment(place, 30.0 + place % 3) for place in range(200)], "much the same all the time (30 to 32"),
        ([moment(place, 0.05 + 0.01 * (place % 10)) for place in range(200)],
         "0 moments can be used, and 9 are needed (200 moments with too few requests were left out)"),
        (even(failed_share=0.3), "200 moments with failures were left out"),
        (even(restarts=1.0), "200 moments with a restart were left out"),
        (even()[:5], "5 moments can be used, and 9 are needed"),
    ],
)  # fmt: skip
def test_too_little_gives_nothing_and_says_why(moments: list[Moment], why: str) -> None:
    found = watched(moments)
    assert found.points == () and why in found.none_recorded


def test_chance_makes_no_levels_of_a_steady_load() -> None:
    """Twenty a second in moments of ten seconds: 200 arrivals differ by 14 by themselves, seven in a hundred."""
    drawn = [20 * (1 + 0.07 * side) for side in (-2, -1, -1, 0, 0, 0, 1, 1, 2)] * 20
    one = prometheus(
        moments=tuple(moment(place, rate) for place, rate in enumerate(drawn)), moment_s=10.0
    )
    assert load_points(Looks().with_(one)).points == ()


def test_what_was_not_recorded_stays_unknown() -> None:
    found = watched(even(database_cpu=None, p95_ms=None, failed_share=None, restarts=None))
    assert len(found.points) == 8
    assert all(one.database_cpu is None and one.p95_ms is None for one in found.points)


def test_without_a_histogram_or_an_answer_the_reason_is_said() -> None:
    assert "no histogram" in load_points(Looks().with_(prometheus())).none_recorded
    late = {"moments: requests_per_second": "no answer within 10 s"}
    assert "no answer within" in load_points(Looks().with_(prometheus(missing=late))).none_recorded
    assert load_points(Looks()) == Watched()


def test_a_persons_own_loads_stand_beside_the_recorded_ones() -> None:
    own = LoadPoint(requests_per_second=90.0, app_cpu=0.9, where="told in numbers.yml")
    found = watched(even(), Loads(points=(own,)))
    assert own in found.points and len(found.points) == 9
