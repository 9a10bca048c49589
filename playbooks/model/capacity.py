"""At which load it breaks, which resource first, and what each rung would make of that."""

from dataclasses import dataclass

from checks.vitals import Vitals
from playbooks.model.effects import effects
from playbooks.model.network import Network, Refused, network
from playbooks.model.steady import times

SAFE = 0.7
"""Use of the fullest resource up to which times stay near what they are: M/M/1 triples them there (littles_law)."""
POINTS = 24
"""Points of a curve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ability:
    """What a network carries, in requests per second: with room, and at its end; and what is full then."""

    rung: str
    safe: float
    most: float
    first: str
    curve: tuple[tuple[float, float], ...]
    """Pairs of requests per second and the 95th percentile in milliseconds, up to nearly the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """The load it was measured at, what it carries now, and after each rung that can be counted, best first."""

    measured_at: float
    now: Ability
    after: tuple[Ability, ...]


def capacity(vitals: Vitals, ruled_out: frozenset[str] = frozenset()) -> Capacity | Refused:
    """The whole picture, or why there is none; rungs that are ruled out are not part of it."""
    seen = network(vitals)
    if isinstance(seen, Refused):
        return seen
    now = ability("now", seen)
    after = []
    for rung, several in effects(vitals).items():
        if rung in ruled_out:
            continue
        changed = seen
        for one in several:
            changed = one.on(changed)
        found = ability(rung, changed)
        if found.most > now.most * 1.001:
            after.append(found)
    ordered = sorted(after, key=lambda one: (-one.most, one.rung))
    return Capacity(measured_at=seen.measured_at, now=now, after=tuple(ordered))


def ability(name: str, seen: Network) -> Ability:
    """What this network carries."""
    first = seen.bottleneck()
    most = first.ceiling
    curve = tuple(
        (rate, times(seen, rate).p95 * 1000)
        for rate in (most * 0.98 * number / POINTS for number in range(1, POINTS + 1))
    )
    return Ability(rung=name, safe=SAFE * most, most=most, first=first.name, curve=curve)
