"""The day of every hard limit, each computed by hand."""

from math import log

import pytest

from checks.core import Confidence, Scalar
from playbooks.model.runway import Runway, runways
from tests.facts import vitals

YEAR = 365.0


def dated(**values: Scalar) -> dict[str, Runway]:
    return {one.limit: one for one in runways(vitals(**values))}


@pytest.mark.parametrize(
    ("seen", "limit", "days", "bad"),
    [
        # 0.2 doubles to 0.4 and again to 0.8 in two years; fourfold a year takes one.
        ({"database_cpu": 0.2}, "database_cpu", 730, 365),
        ({"app_cpu": 0.4}, "app_cpu", 365, 182.5),
        ({"iops_share": 0.4}, "iops_share", 365, 182.5),
        ({"throughput_share": 0.4}, "throughput_share", 365, 182.5),
        # 95 of 100 sessions: 47.5 doubles to 95 in a year.
        ({"connections_used": 47.5, "max_connections": 100}, "max_connections", 365, 182.5),
        # 365 days at today's rate r: the integral r (2^t - 1) / ln 2 = r gives t = log2(1 + ln 2) = 0.7597 years;
        # at fourfold growth log4(1 + ln 4) = 0.6274 years.
        ({"disk_runway_days": 365}, "disk", 277.3, 229.0),
        ({"int4_runway_days": 365}, "int4_keys", 277.3, 229.0),
        ({"table_runway_days": 365}, "largest_table", 277.3, 229.0),
        # 2 of 4 hours: it takes as long when 1 TB is 2 TB, which 1/365 TB a day brings in 365 days at today's rate.
        (
            {
                "restore_hours": 2,
                "rto_hours": 4,
                "database_bytes": 365e9,
                "database_growth_bytes": 1e9,
            },
            "restore_time",
            277.3,
            229.0,
        ),
        ({"xid_runway_days": 365, "xid_age_share": 0.5}, "transaction_ids", 277.3, 229.0),
    ],
)
def test_every_limit_by_hand(seen: dict[str, Scalar], limit: str, days: float, bad: float) -> None:
    found = dated(**seen, growth_per_year=2, growth_per_year_high=4)[limit]
    assert found.days == pytest.approx(days, rel=0.001)
    assert found.days_bad_year == pytest.approx(bad, rel=0.001)
    assert {one.name for one in found.rests_on} >= {"growth_per_year", "growth_per_year_high"}


@pytest.mark.parametrize("name", ["disk_runway_days", "int4_runway_days"])
def test_what_fills_up_is_dated_without_growth_and_has_no_bad_year(name: str) -> None:
    (found,) = runways(vitals(**{name: 100}))
    assert (found.days, found.days_bad_year) == (100, None)


def test_no_date_frightens_where_vacuum_keeps_pace() -> None:
    assert dated(xid_runway_days=30, xid_age_share=0.1) == {}
    late = dated(xid_runway_days=30, xid_age_share=0.3)["transaction_ids"]
    assert late.days == 30 and "vacuum" in late.unless


def test_no_date_beyond_ten_years_and_none_for_a_restore_without_its_promise() -> None:
    assert dated(table_runway_days=5000) == {}
    size: dict[str, Scalar] = {"database_bytes": 1e9, "database_growth_bytes": 1e6}
    assert dated(restore_hours=2, **size) == {}
    assert dated(restore_hours=5, rto_hours=4, **size)["restore_time"].days == 0


def test_what_shrinks_may_never_fill() -> None:
    assert dated(disk_runway_days=1000, growth_per_year=0.5) == {}
    assert dated(disk_runway_days=100, growth_per_year=0.5)["disk"].days > 100


def test_a_bad_year_is_never_better_than_the_expected_one() -> None:
    found = dated(database_cpu=0.4, growth_per_year=3, growth_per_year_high=2)["database_cpu"]
    assert found.days_bad_year == found.days == pytest.approx(YEAR * log(2) / log(3))


def test_it_is_as_sure_as_the_least_of_what_it_rests_on() -> None:
    from dataclasses import replace

    seen = vitals(disk_runway_days=40)
    assert runways(seen)[0].sure is Confidence.HIGH
    fact = seen.disk_runway_days
    assert fact is not None
    poor = seen.with_facts(replace(fact, confidence=Confidence.LOW))
    assert runways(poor)[0].sure is Confidence.LOW
