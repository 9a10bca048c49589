"""How many days until each hard limit: at the growth that is expected, and at one that only one year in ten exceeds.

The second needs `growth_per_year_high`; without it there is no p90, since a spread that nobody stated would be a guess.
What follows the load grows by its factor. What fills up (disk, keys, transaction ids) fills at the rate that was seen,
and that rate follows the load where its growth is known. Formulas: `playbooks/formulas/runway.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite

from checks.core import Confidence, Fact
from checks.vitals import Vitals
from playbooks.formulas.runway import exponential, linear, quickening

LIMITS: dict[str, float] = {
    "database_cpu": 0.8,
    "app_cpu": 0.8,
    "iops_share": 0.8,
    "throughput_share": 0.8,
}
"""Share of a resource at which it no longer carries its load well (as in saturation.database_cpu and storage_io)."""
SESSIONS = 0.95
FILLING = {
    "largest_table": "table_runway_days",
    "disk": "disk_runway_days",
    "int4_keys": "int4_runway_days",
    "transaction_ids": "xid_runway_days",
}
"""What fills up, and the days that it has at the rate that was seen."""
HORIZON = 3650.0
"""Days beyond which the end of what fills up is no plan: ten years; this tool's default."""
UNLESS = {"transaction_ids": "unless vacuum freezes old rows first"}
BEHIND = 0.2
"""Share of transaction ids from which their end is dated: twice the age at which autovacuum freezes by itself
(PostgreSQL's default of 200 million); below it vacuum keeps pace, and a date would frighten for nothing."""
ORDER = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Runway:
    """Days until a limit: expected (p50), and in a bad year (p90; None where its growth was not told)."""

    limit: str
    at: float
    """Share of the limit that counts as reached."""
    days: float
    days_bad_year: float | None
    unless: str
    """What would keep it from coming; empty where nothing does by itself."""
    sure: Confidence
    """The least of what it rests on."""
    rests_on: tuple[Fact, ...]


def runways(vitals: Vitals) -> tuple[Runway, ...]:
    """Every limit that can be dated, nearest first; infinite ones are left out."""
    found = [*_following(vitals), *_sessions(vitals), *_filling(vitals), *_restore(vitals)]
    return tuple(sorted((one for one in found if isfinite(one.days)), key=lambda one: one.days))


def _following(vitals: Vitals) -> Iterator[Runway]:
    for name, limit in LIMITS.items():
        use = vitals.number(name)
        if use is not None and vitals.fact("growth_per_year"):
            yield _dated(vitals, name, limit, (name,), _by_factor(use, limit))


def _sessions(vitals: Vitals) -> Iterator[Runway]:
    used, most = vitals.number("connections_used"), vitals.number("max_connections")
    if used is not None and most and vitals.fact("growth_per_year"):
        names = ("connections_used", "max_connections")
        days = _by_factor(used / most, SESSIONS)
        yield _dated(vitals, "max_connections", SESSIONS, names, days)


def _filling(vitals: Vitals) -> Iterator[Runway]:
    for limit, name in FILLING.items():
        days = vitals.number(name)
        young = limit == "transaction_ids" and (vitals.number("xid_age_share") or 0.0) < BEHIND
        if days is not None and not young and days <= HORIZON:
            yield _dated(vitals, limit, 1.0, (name,), _by_rate(days))


def _restore(vitals: Vitals) -> Iterator[Runway]:
    """A restore takes as long as the data is large: until it takes longer than the outage that was promised."""
    names = ("restore_hours", "rto_hours", "database_bytes", "database_growth_bytes")
    hours, promised, size, grows = (vitals.number(one) for one in names)
    if hours and promised and size and grows:
        days = linear(size, size * promised / hours, grows)
        yield _dated(vitals, "restore_time", 1.0, names, _by_rate(days))


def _by_factor(use: float, limit: float) -> Callable[[float], float]:
    return lambda growth: exponential(use, limit, growth)


def _by_rate(days: float) -> Callable[[float], float]:
    return lambda growth: quickening(days, growth)


def _dated(
    vitals: Vitals, limit: str, at: float, names: tuple[str, ...], days: Callable[[float], float]
) -> Runway:
    growth = vitals.number("growth_per_year") or 1.0
    bad = vitals.number("growth_per_year_high")
    named = (*names, "growth_per_year", "growth_per_year_high")
    facts = tuple(fact for one in named if (fact := vitals.fact(one)) is not None)
    return Runway(
        limit=limit,
        at=at,
        days=days(growth),
        days_bad_year=None if bad is None else days(max(bad, growth)),
        unless=UNLESS.get(limit, ""),
        sure=min((one.confidence for one in facts), key=ORDER.index),
        rests_on=facts,
    )
