"""At which load it breaks, which resource first, what each rung would make of that, and how sure all this is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations

from checks.probes.given import LoadPoint
from checks.vitals import Vitals
from playbooks.model import usl
from playbooks.model.beyond import Beyond, beyond
from playbooks.model.effects import Effect, effects
from playbooks.model.network import Network, Refused, network
from playbooks.model.steady import times
from playbooks.model.sure import Sure, ends, loads, sure

SAFE = 0.7
"""Use of the fullest resource up to which times stay near what they are: M/M/1 triples them there (littles_law)."""
MOST_TOGETHER = 4
"""Rungs of a combination that is weighed; more than that are a year's work, and `--carry` weighs them all."""
POINTS = 24
"""Points of a curve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ability:
    """What a network carries, in requests per second: with room, and at its end; and what is full then."""

    rung: str
    safe: float
    most: float
    low: float | None
    """In nine cases of ten the end lies between low and high; None without an interval, `high` also without an end."""
    high: float | None
    hoped: float
    """The end when the rung does all that its arithmetic expects; `most` is what must at least show."""
    first: str
    curve: tuple[tuple[float, float], ...]
    """Pairs of requests per second and the 95th percentile in milliseconds, up to nearly the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaling:
    """What the law of scaling says where at least six loads with their users were given."""

    contention: float
    coherency: float
    explained: float
    peak_users: float | None
    """Users at work at once beyond which more get less; None where the points do not show such a point."""
    peak_low: float | None
    """In nine cases of ten those users lie between low and high."""
    peak_high: float | None
    peak_rate: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """The load it was measured at, what it carries now, and after each rung that can be counted, best first."""

    measured_at: float
    now: Ability
    after: tuple[Ability, ...]
    together: tuple[Ability, ...]
    """The best pair of rungs, the best three, the best four, as long as another one carries more."""
    sure: Sure
    scaling: Scaling | None
    beyond: tuple[Beyond, ...]
    """What more users than were watched would get, where a load test's table was given."""


def capacity(
    vitals: Vitals,
    ruled_out: frozenset[str] = frozenset(),
    points: Sequence[LoadPoint] = (),
    none_recorded: str = "",
) -> Capacity | Refused:
    """The whole picture, or why there is none; rungs that are ruled out are not part of it.

    Args:
        points: other loads at which the system was watched.
        none_recorded: why nothing came of what a monitoring server recorded.
    """
    seen = watched(vitals, points)
    if isinstance(seen, Refused):
        return seen
    now = ability("now", seen)
    counted = {rung: all_ for rung, all_ in effects(vitals).items() if rung not in ruled_out}
    after = [ability(rung, seen, several) for rung, several in counted.items()]
    better = [one for one in after if one.most > now.most * 1.001]
    return Capacity(
        measured_at=seen.measured_at,
        now=now,
        after=tuple(sorted(better, key=lambda one: (-one.most, one.rung))),
        together=together(seen, counted, max(one.most for one in (now, *better))),
        sure=sure(vitals, loads(vitals, points), now.most, seen, none_recorded),
        scaling=scaling(points),
        beyond=beyond(vitals, seen, points),
    )


def together(
    seen: Network, counted: Mapping[str, tuple[Effect, ...]], least: float
) -> tuple[Ability, ...]:
    """The best combination of each size up to MOST_TOGETHER; each carries more than `least` and than the one before."""
    found = list[Ability]()
    for size in range(2, MOST_TOGETHER + 1):
        sets = [
            (names, tuple(effect for name in names for effect in counted[name]))
            for names in combinations(sorted(counted), size)
        ]
        if not sets:
            break
        names, effects_ = max(sets, key=lambda one: _after(seen, one[1]).bottleneck().ceiling)
        best = ability(" + ".join(names), seen, effects_)
        if best.most <= 1.001 * (found[-1].most if found else least):
            break
        found.append(best)
    return tuple(found)


def _after(seen: Network, several: tuple[Effect, ...], *, hoped: bool = False) -> Network:
    return reduce(lambda one, effect: effect.on(one, hoped=hoped), several, seen)


def watched(vitals: Vitals, points: Sequence[LoadPoint] = ()) -> Network | Refused:
    """The network, its demands and their spans from all loads where those are enough for a line."""
    seen = network(vitals)
    if isinstance(seen, Refused):
        return seen
    found = ends(seen, loads(vitals, points))
    return replace(seen, stations=tuple(
        one if (end := found.get(one.name)) is None else
        replace(one, demand=one.servers / end.expected,
                span=(end.low / end.expected, end.high and end.high / end.expected))
        for one in seen.stations
    ))  # fmt: skip


def ability(name: str, seen: Network, several: tuple[Effect, ...] = ()) -> Ability:
    """What this network carries after these effects."""
    after, hoped = _after(seen, several), _after(seen, several, hoped=True)
    first = after.bottleneck()
    most = first.ceiling
    curve = tuple(
        (rate, times(after, rate).p95 * 1000)
        for rate in (most * 0.98 * number / POINTS for number in range(1, POINTS + 1))
    )
    low, high = between(after)
    return Ability(
        rung=name, safe=SAFE * most, most=most, low=low, high=high, hoped=hoped.bottleneck().ceiling,
        first=first.name, curve=curve,
    )  # fmt: skip


def between(seen: Network) -> tuple[float | None, float | None]:
    """The earliest that any station may be full, and the latest that none is; None where nothing says so.

    Without a span for the station that is full first there is neither.
    """
    if seen.bottleneck().span is None:
        return None, None
    stations = seen.queues()[0]
    low = min(one.ceiling * (one.span[0] if one.span else 1.0) for one in stations)
    late = [one.ceiling * one.span[1] for one in stations if one.span and one.span[1] is not None]
    late += [one.ceiling for one in stations if one.span is None]
    return low, min(late, default=None)


def scaling(points: Sequence[LoadPoint]) -> Scaling | None:
    """The law of scaling through the loads whose users are known; None where they are too few or do not follow it."""
    at_work = [(one.users or one.in_flight, one.requests_per_second) for one in points]
    law = usl.fit([(users, rate) for users, rate in at_work if users])
    if isinstance(law, Refused):
        return None
    peak, (low, high) = law.peak, law.between or (None, None)
    return Scaling(
        contention=law.contention, coherency=law.coherency, explained=law.explained,
        peak_users=peak, peak_low=low, peak_high=high, peak_rate=None if peak is None else law.rate(peak),
    )  # fmt: skip
