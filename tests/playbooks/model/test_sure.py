"""How sure the end is: nothing is said of it from one load, an interval from three, each doubt with what settles it."""

from typing import Any

import pytest

from checks.core import Scalar
from checks.probes.given import LoadPoint
from playbooks.model.capacity import Capacity, capacity
from tests.facts import vitals
from tests.playbooks.test_profiles import BASES

TEAM: dict[str, Any] = BASES["team"]
CORES = 8.0


def able(*points: LoadPoint, **change: Scalar) -> Capacity:
    found = capacity(vitals(**{**TEAM, "database_cores": CORES, **change}), points=points)
    assert isinstance(found, Capacity)
    return found


def load(rate: float, use: float, users: float | None = None) -> LoadPoint:
    return LoadPoint(requests_per_second=rate, app_cpu=use / 4, database_cpu=use, users=users)


def doubts(found: Capacity) -> set[str]:
    return {one.why for one in found.sure.doubts}


def test_one_load_has_no_interval_and_says_what_would_give_one() -> None:
    found = able(app_cpu=0.1, database_cpu=0.4)
    assert (found.now.low, found.now.high) == (None, None)
    assert found.sure.load_points == 1 and not found.sure.interval
    one = next(one for one in found.sure.doubts if one.why == "one_load")
    assert "load_points" in one.settle


def test_points_on_a_line_give_its_end_with_what_the_system_does_at_rest() -> None:
    """Use 0.04 at rest and 0.0072 for each request a second: full at 0.96 / 0.0072 = 133.3, not at 50 / 0.4 = 125."""
    points = [load(rate, 0.04 + 0.0072 * rate) for rate in (10, 20, 30)]
    found = able(*points, app_cpu=0.1, database_cpu=0.4)
    assert found.now.first == "database"
    assert found.now.most == pytest.approx(133.3, rel=0.001)
    assert found.sure.interval and found.sure.load_points == 4
    assert "one_load" not in doubts(found)


def test_points_beside_the_line_widen_the_interval() -> None:
    exact = able(
        *[load(rate, 0.008 * rate) for rate in (10, 20, 30)], app_cpu=0.1, database_cpu=0.4
    )
    wide = able(load(10, 0.10), load(20, 0.13), load(30, 0.27), app_cpu=0.1, database_cpu=0.4)
    assert exact.now.low == pytest.approx(exact.now.most, rel=0.01)
    assert wide.now.low is not None and wide.now.low < 0.85 * wide.now.most
    assert wide.now.high is None or wide.now.high > 1.15 * wide.now.most


def test_two_loads_are_no_interval() -> None:
    found = able(load(20, 0.16), app_cpu=0.1, database_cpu=0.4)
    assert found.now.low is None and found.sure.load_points == 2
    assert "2 loads were watched" in found.sure.doubts[0].says


def test_loads_without_the_processors_use_give_no_interval_and_it_is_said_why() -> None:
    bare = [LoadPoint(requests_per_second=rate, users=rate) for rate in (10, 20, 30)]
    found = able(*bare, app_cpu=0.1, database_cpu=0.4)
    assert found.now.low is None and found.sure.load_points == 4
    assert "one load was watched with both processors" in found.sure.doubts[0].says


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"app_cpu": 0.05, "database_cpu": 0.05}, "idle"),
        ({"app_cpu": 0.1, "database_cpu": 0.2}, "far"),
        ({"app_cpu": 0.1, "database_cpu": 0.5, "session_cost_share": 0.5}, "sessions"),
    ],
)
def test_each_doubt_is_named(change: dict[str, Any], why: str) -> None:
    assert why in doubts(able(**change))


@pytest.mark.parametrize("why", ["idle", "far", "sessions", "low_confidence"])
def test_a_busy_system_that_keeps_its_sessions_has_none_of_them(why: str) -> None:
    assert why not in doubts(able(app_cpu=0.3, database_cpu=0.5))


def late(rate: float, p95_ms: float | None) -> LoadPoint:
    return LoadPoint(
        requests_per_second=rate, app_cpu=0.002 * rate, database_cpu=0.008 * rate, p95_ms=p95_ms
    )


def test_response_times_that_the_curve_does_not_have_are_named() -> None:
    base = {"app_cpu": 0.1, "database_cpu": 0.4}
    near = able(*[late(rate, None) for rate in (20, 40, 60)], **base)
    usual = min(near.now.curve, key=lambda point: abs(point[0] - 40))[1]
    for times, named in ((1.0, False), (4.0, True), (0.4, True)):
        found = able(*[late(rate, usual * times) for rate in (20, 40, 60)], **base)
        assert ("times" in doubts(found)) is named
    assert "times" not in doubts(near), "nobody watched them"
    assert "times" not in doubts(able(*[late(rate, usual * 4) for rate in (20, 40)], **base))


def test_a_rung_says_what_it_must_show_and_what_is_hoped_for() -> None:
    found = able(app_cpu=0.1, database_cpu=0.9, indexable_share=0.5, index_speedup=100)
    index = next(one for one in found.after if one.rung == "query_index")
    assert index.hoped == pytest.approx(50 / 0.9 / (1 - 0.5 * (1 - 1 / 100)), rel=1e-4)
    assert index.hoped > index.most > found.now.most == found.now.hoped


def test_the_law_of_scaling_needs_six_loads_with_users() -> None:
    def law(users: float) -> float:
        return 40 * users / (1 + 0.03 * (users - 1) + 0.0004 * users * (users - 1))

    points = [load(law(users), 0.001 * law(users), users) for users in (1, 2, 4, 8, 16, 32)]
    found = able(*points, app_cpu=0.1, database_cpu=0.4).scaling
    assert found is not None
    assert found.peak_users == pytest.approx(((1 - 0.03) / 0.0004) ** 0.5)
    assert found.peak_rate == pytest.approx(law(found.peak_users or 0))
    assert able(*points[:5], app_cpu=0.1, database_cpu=0.4).scaling is None


def test_on_one_machine_both_lines_bound_its_end() -> None:
    """Eight interpreters at 0.001 and 8 cores at 0.004 for each request a second: 8 / (0.008 + 0.032) = 200."""
    points = [load(rate, 0.004 * rate) for rate in (10, 20, 30)]
    one = {"instances": 2, "processes_per_instance": 4, "co_located": True}
    found = able(*points, app_cpu=0.05, database_cpu=0.2, **one)
    assert found.now.first == "machine"
    assert found.now.most == pytest.approx(200, rel=0.01)
    assert found.now.low is not None and found.now.low == pytest.approx(found.now.most, rel=0.05)
