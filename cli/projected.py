"""What is worked out beyond the decision: where it breaks, days left, the cheapest set, an incident's first hours."""

from dataclasses import dataclass

from checks.shape.session_per_request import NOTABLE
from checks.vitals import Vitals
from cli.decided import Decided
from playbooks import crisis
from playbooks.core import Answer
from playbooks.model.capacity import Capacity, capacity
from playbooks.model.cheapest import Chosen, cheapest_set
from playbooks.model.network import Refused
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
    rough: str = ""
    """Why the figures of load are rougher than usual, where they are."""


def projected(found: Decided, wanted: Wanted) -> Projected:
    """Work everything out from the figures that the decision rests on."""
    vitals = found.seen.looks.get(Vitals) or Vitals()
    decision = found.decision
    out = frozenset(one.rung for one in decision.verdicts if one.answer is Answer.VETOED)
    asked = wanted.times is not None
    rungs = tuple(found.rungs.values())
    return Projected(
        capacity=capacity(vitals, out),
        runways=runways(vitals),
        chosen=cheapest_set(vitals, rungs, decision.verdicts, wanted.times or 1.0, wanted.days)
        if asked
        else None,
        actions=crisis.plan(vitals, decision) if wanted.incident else (),
        wanted=wanted,
        rough=rough(vitals),
    )


def rough(vitals: Vitals) -> str:
    """The queueing model takes demands as constant; opening sessions grows dearer with load (tests/bench/model.py)."""
    share = vitals.number("session_cost_share") or 0.0
    if share < vitals.line(NOTABLE):
        return ""
    return "opening sessions grows dearer with load, so it breaks earlier than this; measure again after pool"
