"""How many days until each hard limit: at the growth that is expected, and at one that only one year in ten exceeds.

The second needs `growth_per_year_high`; without it there is no p90, since a spread that nobody stated would be a guess.
What fills by its own rate (a disk) is taken as measured. Formulas: `playbooks/formulas/runway.py`.
"""

from dataclasses import dataclass
from math import isfinite

from checks.core import Fact
from checks.vitals import Vitals
from playbooks.formulas.runway import exponential

LIMITS: dict[str, float] = {
    "database_cpu": 0.8,
    "app_cpu": 0.8,
    "iops_share": 0.8,
    "throughput_share": 0.8,
}
"""Share of a resource at which it no longer carries its load well (as in saturation.database_cpu and storage_io)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runway:
    """Days until a limit: expected (p50), and in a bad year (p90; None where its growth was not told)."""

    limit: str
    at: float
    days: float
    days_bad_year: float | None
    rests_on: tuple[Fact, ...]


def runways(vitals: Vitals) -> tuple[Runway, ...]:
    """Every limit that can be dated, nearest first; infinite ones are left out."""
    found = [*_by_growth(vitals), *_disk(vitals), *_sessions(vitals)]
    return tuple(sorted((one for one in found if isfinite(one.days)), key=lambda one: one.days))


def _by_growth(vitals: Vitals) -> list[Runway]:
    found = []
    for name, limit in LIMITS.items():
        use = vitals.number(name)
        one = None if use is None else _dated(vitals, name, use, limit, (name,))
        found += [one] if one is not None else []
    return found


def _sessions(vitals: Vitals) -> list[Runway]:
    used, most = vitals.number("connections_used"), vitals.number("max_connections")
    if used is None or not most:
        return []
    names = ("connections_used", "max_connections")
    one = _dated(vitals, "max_connections", used / most, 0.95, names)
    return [one] if one is not None else []


def _disk(vitals: Vitals) -> list[Runway]:
    fact = vitals.fact("disk_runway_days")
    if fact is None:
        return []
    days = float(fact.value)
    return [Runway(limit="disk", at=1.0, days=days, days_bad_year=None, rests_on=(fact,))]


def _dated(
    vitals: Vitals, limit: str, use: float, at: float, names: tuple[str, ...]
) -> Runway | None:
    growth = vitals.number("growth_per_year")
    if growth is None:
        return None
    bad = vitals.number("growth_per_year_high")
    facts = (*names, "growth_per_year", "growth_per_year_high")
    return Runway(
        limit=limit,
        at=at,
        days=exponential(use, at, growth),
        days_bad_year=None if bad is None else exponential(use, at, max(bad, growth)),
        rests_on=tuple(fact for one in facts if (fact := vitals.fact(one)) is not None),
    )
