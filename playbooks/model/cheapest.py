"""The cheapest sound set of rungs that carries so many times today's load in the days that are left, or that none does.

Every combination of the rungs that can be counted is weighed; machines are doubled and processes multiplied as far as
the target asks. Cheap means money where every rung that could be part of an answer has a price that the person gave;
else, and among equals, the sum of cost classes (a machine's once for each doubling), then the days of the slowest.
Sound means that what forbids or must precede a rung is removed by another of the same set. The order is the ladder's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import ceil, log2

from checks.probes.given import LoadPoint, Prices
from checks.vitals import Vitals
from playbooks.core import Answer, Rung, Verdict
from playbooks.model.capacity import SAFE, between, watched
from playbooks.model.effects import CEILING_CORES, Effect, effects
from playbooks.model.network import Network, Refused
from playbooks.model.price import Money, money, unpriced

MOST_PROCESSES = 64.0
"""So many times today's processes are still weighed; beyond that the budget of sessions decides."""
STATION = {"vertical": "database", "scale_app": "application"}
"""Rungs that add servers, and to which station."""
REMOVES = {
    "shape.missing_index": {"query_index"},
    "shape.session_per_request": {"pool"},
    "limits.connection_demand": {"pool"},
    "saturation.database_cpu": {"query_index", "cache_shared", "cache_app", "vertical", "read_replica"},
}  # fmt: skip
"""Vetoes that another rung of the same set takes away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One rung of a set, how much of it ("4 times the processes"), its price and its days."""

    rung: str
    amount: str
    cost: int
    days: float
    more: float
    """Cores or processes that are added; 0 for the other rungs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The set in its order, what it must carry, what it carries with room, and what is the limit then."""

    target: float
    carries: float
    low: float | None
    """What it carries with room at the bad end of the interval; None without one."""
    first: str
    parts: tuple[Part, ...]
    money: Money | None = None
    """What it costs at the prices that were given; None where none were."""
    budget: float | None = None
    """What may be spent a month, where that was told and cannot be judged for want of a price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """A rung that may be part of a set, its effects, and what another member must do for it."""

    rung: Rung
    effects: tuple[Effect, ...]
    wants: tuple[frozenset[str], ...]


def cheapest_set(
    vitals: Vitals,
    rungs: tuple[Rung, ...],
    verdicts: tuple[Verdict, ...],
    factor: float,
    days: float,
    *,
    points: Sequence[LoadPoint] = (),
    prices: Prices | None = None,
) -> Chosen | Refused:
    """The cheapest set for `factor` times the measured load within `days`.

    Args:
        points: other loads at which the system was watched.
        prices: what rungs cost this person; without them cost classes decide.
    """
    seen = watched(vitals, points)
    if isinstance(seen, Refused):
        return seen
    able, target = _able(vitals, rungs, verdicts, days), factor * seen.measured_at
    tried = [_tried(seen, several, vitals, target) for several in _sets(able)]
    found = [one for one in tried if one is not None]
    if found:
        return _within(_cheapest(found, prices), vitals.number("budget_per_month"))
    best = max(SAFE * _less_work(seen, several).bottleneck().ceiling for several in _sets(able))
    return Refused(
        why=f"no set of rungs that can be counted and built in {days:g} days carries {target:,.0f} requests "
        f"a second with room; taking work away alone carries {best:,.0f}"
    )


def _cheapest(found: list[Chosen], prices: Prices | None) -> Chosen:
    """By money only where every rung of every answer has a price: a rung without one is not free."""
    if prices is None:
        return min(found, key=_price)
    found = [one for one in found if not any(_spares(other, one) for other in found)]
    lacking = unpriced(prices, (part.rung for one in found for part in one.parts))
    priced = [
        replace(one, money=money(prices, {part.rung: part.more for part in one.parts}, lacking))
        for one in found
    ]
    if lacking:
        return min(priced, key=_price)
    return min(priced, key=lambda one: (one.money.total if one.money else 0.0, _price(one)))


def _within(one: Chosen, budget: float | None) -> Chosen | Refused:
    """The cheapest set where it is within the budget: what is paid once counts by the month, as `total` adds it up."""
    if budget is None:
        return one
    if one.money is None or one.money.lacking:
        return replace(one, budget=budget)
    monthly, unit = one.money.total / one.money.months, one.money.currency
    if monthly <= budget:
        return one
    return Refused(
        why=f"the cheapest set ({', '.join(part.rung for part in one.parts)}) costs {monthly:,.6g} {unit}".rstrip()
        + f" a month at your prices, and {budget:,.6g} may be spent"
    )


def _spares(one: Chosen, other: Chosen) -> bool:
    """Whether the first does with fewer rungs and no more of any: then the second costs more at every price."""
    less, more = ({part.rung: part.more for part in each.parts} for each in (one, other))
    return less.keys() < more.keys() and all(less[rung] <= more[rung] for rung in less)


def _able(
    vitals: Vitals, rungs: tuple[Rung, ...], verdicts: tuple[Verdict, ...], days: float
) -> dict[str, _Open]:
    ladder = {one.name: one for one in rungs}
    found = {}
    for verdict in verdicts:
        rung, several = ladder[verdict.rung], effects(vitals).get(verdict.rung, ())
        taken = verdict.answer is Answer.HELD and not rung.again
        if several and not taken and rung.days[1] <= days:
            found[rung.name] = _Open(
                rung=rung, effects=several, wants=_wants(verdict, rung, verdicts)
            )
    return found


def _wants(
    verdict: Verdict, rung: Rung, verdicts: tuple[Verdict, ...]
) -> tuple[frozenset[str], ...]:
    """For each thing that stands in the way the rungs that remove it; an empty set where none does."""
    wants = [frozenset(REMOVES.get(one.check, ())) for one in verdict.against]
    if verdict.answer is Answer.VETOED and not verdict.against:
        wants.append(frozenset())
    answers = {one.rung: one.answer for one in verdicts}
    open_ = {Answer.TAKE, Answer.LATER}
    return (*wants, *(frozenset({one}) for one in rung.needs if answers.get(one) in open_))


def _sets(able: dict[str, _Open]) -> Iterator[tuple[_Open, ...]]:
    for size in range(len(able) + 1):
        for names in combinations(able, size):
            if all(want & set(names) for name in names for want in able[name].wants):
                yield tuple(able[name] for name in names)


def _less_work(seen: Network, several: tuple[_Open, ...]) -> Network:
    for one in several:
        for effect in one.effects if one.rung.name not in STATION else ():
            seen = effect.on(seen)
    return seen


def _tried(
    seen: Network, several: tuple[_Open, ...], vitals: Vitals, target: float
) -> Chosen | None:
    """This set, with as many machines as the target asks for; None where that is not enough."""
    after, times = _less_work(seen, several), dict[str, float]()
    cores = vitals.number("database_cores") or CEILING_CORES
    most = {"vertical": CEILING_CORES / cores, "scale_app": MOST_PROCESSES}
    for one in several:
        if (station := STATION.get(one.rung.name)) is not None:
            times[one.rung.name] = _short(after, station, target, one.rung.name == "vertical")
            if times[one.rung.name] > most[one.rung.name]:
                return None
            after = after.scaled(station, servers=times[one.rung.name])
    first = after.bottleneck()
    if SAFE * first.ceiling < target * (1 - 1e-9):
        return None
    ordered = sorted((one.rung for one in several), key=lambda one: one.order)
    parts = tuple(_part(one, times.get(one.name), _servers(seen, one.name)) for one in ordered)
    low, _ = between(after)
    return Chosen(
        target=target, carries=SAFE * first.ceiling, low=None if low is None else SAFE * low,
        first=first.name, parts=parts,
    )  # fmt: skip


def _servers(seen: Network, rung: str) -> float:
    """Cores or processes that are there now, for a rung that adds some."""
    name = STATION.get(rung)
    return next((one.servers for one in seen.stations if one.name == name), 0.0)


def _short(seen: Network, station: str, target: float, doubled: bool) -> float:
    """How many times the servers of this station the target asks for: whole, at least one, doubled for machines."""
    one = next((each for each in seen.stations if each.name == station), None)
    wanted = 1.0 if one is None else max(1.0, target / (SAFE * one.ceiling) - 1e-9)
    return 2.0 ** ceil(log2(wanted)) if doubled else float(ceil(wanted))


def _part(rung: Rung, times: float | None, servers: float) -> Part:
    if times is None:
        return Part(rung=rung.name, amount="", cost=rung.cost, days=rung.days[1], more=0.0)
    what = "cores" if rung.name == "vertical" else "processes"
    doublings = max(1, ceil(log2(max(1.0, times))))
    return Part(
        rung=rung.name,
        amount=f"{times:g} times the {what}",
        cost=rung.cost * doublings,
        days=rung.days[1],
        more=servers * (times - 1),
    )


def _price(one: Chosen) -> tuple[int, float, int, tuple[str, ...]]:
    slowest = max((part.days for part in one.parts), default=0.0)
    names = tuple(part.rung for part in one.parts)
    return sum(part.cost for part in one.parts), slowest, len(one.parts), names
