"""What is worked out beyond the decision: where it breaks, days left, the cheapest set, an incident's first hours."""

from dataclasses import dataclass

from checks.fill.load_points import load_points
from checks.probes.given import Prices
from checks.vitals import Vitals
from cli.decided import Decided
from playbooks import crisis
from playbooks.core import Answer
from playbooks.model.capacity import Capacity, capacity
from playbooks.model.cheapest import Chosen, cheapest_set
from playbooks.model.network import Refused
from playbooks.model.price import insist
from playbooks.model.runway import Runway, runways

YEAR_DAYS = 365.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person asks for: so many times today's load within so many days; the steps of an incident."""

    times: float | None = None
    days: float = YEAR_DAYS
    incident: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Projected:
    """The answers; each refused with its reason where it cannot be worked out, absent where nobody asked."""

    capacity: Capacity | Refused
    runways: tuple[Runway, ...]
    chosen: Chosen | Refused | None
    actions: tuple[crisis.Action, ...]
    wanted: Wanted


def projected(found: Decided, wanted: Wanted) -> Projected:
    """Work everything out from the figures that the decision rests on.

    Raises:
        Problem: a price was given for something that is no rung.
    """
    looks = found.seen.looks
    vitals, loads = looks.get(Vitals) or Vitals(), load_points(looks)
    if (prices := looks.get(Prices)) is not None:
        insist(prices, found.rungs)
    decision = found.decision
    out = frozenset(one.rung for one in decision.verdicts if one.answer is Answer.VETOED)
    asked = wanted.times is not None
    rungs = tuple(found.rungs.values())
    return Projected(
        capacity=capacity(vitals, out, loads.points, loads.none_recorded),
        runways=runways(vitals),
        chosen=cheapest_set(
            vitals,
            rungs,
            decision.verdicts,
            wanted.times or 1.0,
            wanted.days,
            points=loads.points,
            prices=prices,
        )
        if asked
        else None,
        actions=crisis.plan(vitals, decision) if wanted.incident else (),
        wanted=wanted,
    )
