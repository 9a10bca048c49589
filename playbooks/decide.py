"""Decides: from the vitals to a verdict on every rung, the next step, and the one question that is open.

The same facts give the same answer: nothing here reads a clock, a file of the project or a random number. The
steps are those of `choose`; the words are those of `verdicts`; the numbers are those of `predict`.
"""

from dataclasses import replace

from checks.core import Looks
from checks.engine import examine
from checks.vitals import Vitals, how_to_measure
from playbooks import saturation
from playbooks.aim import aims_of
from playbooks.case import Case
from playbooks.choose import (
    Choice,
    aimed,
    aimed_but_for_needs,
    asked_of,
    cheapest,
    choose,
)
from playbooks.contract import terms
from playbooks.core import Answer, Ask, Because, Decision, Resource, Rung, Verdict
from playbooks.direction import direction
from playbooks.drawn import overruled
from playbooks.fits import fits
from playbooks.gate import missing, unmeasured
from playbooks.pages import rungs
from playbooks.symptoms import unanswered
from playbooks.verdicts import verdict

IN_USE = {"pooler": "pool", "cache": "cache_shared", "queue": "async_queue"}
"""Vitals whose word shows a rung as already taken by the project itself."""
COUNTED = {"replicas": ("read_replica", 1), "instances": ("scale_app", 2)}
"""Vitals whose number does, from this number on."""
TELLING = (
    "database_cpu",
    "app_cpu",
    "p50_ms",
    "database_ms_per_request",
    "processor_ms_per_request",
    "lock_wait_share",
    "pool_wait_ms",
    "io_wait_share",
)
"""Where it is not known what is short: the measurement that tells one resource from the next, in this order."""
NOTHING_THERE = {"", "none", "no", "false", "0"}


def decide(
    looks: Looks,
    *,
    held: frozenset[str] = frozenset(),
    failed: frozenset[str] = frozenset(),
) -> Decision:
    """The verdict on every rung, the next step and what follows it.

    `held` are the rungs that are built. `failed` are those whose registered metric did not move: they are
    not taken again, and nothing is built upon them. That word holds for the evidence it was found on: drop a
    rung from `failed` once another rung has moved its metric.
    """
    vitals = looks.get(Vitals) or Vitals()
    saturated, because = saturation.name(vitals)
    case = Case(
        vitals=vitals,
        rungs=rungs(),
        results=examine(looks, sorted(_named())),
        held=held | in_use(vitals),
        failed=failed,
        saturated=saturated,
    )
    choice = choose(case)
    if saturated is Resource.NOTHING and (asking := _people(case, choice)):
        saturated, because = Resource.PEOPLE, asking
        case = replace(case, saturated=saturated)
    if choice.rung is None and (beyond := saturation.beyond(saturated, vitals)):
        saturated, because = beyond
        case = replace(case, saturated=saturated)
        choice = choose(case)
    judged = tuple(verdict(case, one, choice) for one in case.rungs)
    verdicts = tuple(replace(one, terms=terms(case, case.rung(one.rung), judged)) for one in judged)
    return Decision(
        saturated=saturated,
        saturated_because=because,
        direction=direction(case, choice),
        verdicts=verdicts,
        next=choice.rung,
        then=_then(case, choice, verdicts),
        ask=_ask(case, choice, verdicts),
        overruled=overruled(vitals),
    )


def in_use(vitals: Vitals) -> frozenset[str]:
    """The rungs that the project has taken by itself, as its vitals show."""
    taken = {
        rung
        for name, rung in IN_USE.items()
        if (fact := vitals.fact(name)) is not None
        and str(fact.value).strip().lower() not in NOTHING_THERE
    }
    taken |= {
        rung for name, (rung, least) in COUNTED.items() if (vitals.number(name) or 0) >= least
    }
    if not missing(vitals):
        taken.add("observe")
    return frozenset(taken)


def _named() -> set[str]:
    return {check for one in rungs() for check in (*one.raised_by, *one.vetoed_by)}


def _people(case: Case, choice: Choice) -> Because | None:
    """Where machines have room and the next step is for people, people are what is short: who says so."""
    if choice.rung is None or Resource.PEOPLE not in case.rung(choice.rung).relieves:
        return None
    one = case.hearing(case.rung(choice.rung)).raised[0]
    return Because(text=f"machines have room; {one.message}", facts=one.facts, check=one.check)


def _then(case: Case, choice: Choice, verdicts: tuple[Verdict, ...]) -> tuple[str, ...]:
    """What waits behind the next step: first what is aimed at the full resource, then the rest; cheapest first."""
    waiting = [case.rung(one.rung) for one in verdicts if one.answer is Answer.LATER]
    later = [one for one in waiting if one.name != "do_nothing" and fits(one, case.vitals)]
    first = [one for one in aimed(case) if one in later]
    rest = [one for one in cheapest(later) if one not in first]
    names = [one.name for one in (*first, *rest)]
    if choice.step == "bleed":
        names.sort(key=lambda one: one != "observe")
    return tuple(names)


def _ask(case: Case, choice: Choice, verdicts: tuple[Verdict, ...]) -> Ask | None:
    """The one quantity that would decide, where something is missing that could change the answer."""
    lacking = unmeasured(case.vitals)
    felt = unanswered(case.vitals)
    if felt is not None and choice.step in {"gate", "symptom"}:
        return ask_for(felt)
    if choice.step == "gate":
        return ask_for("indexable_share" if _not_looked(case.vitals) else lacking[0])
    if choice.rung is not None:
        return None
    if case.saturated is Resource.UNKNOWN:
        unknown = [one for one in TELLING if case.vitals.fact(one) is None]
        return ask_for(unknown[0]) if unknown else None
    needed = aimed_but_for_needs(case)
    if needed:
        return ask_for(needed[0])
    if any(case.must(one) for one in asked_of(case)):
        return None
    unjudged = [case.rung(one.rung) for one in verdicts if one.answer is Answer.MEASURE]
    settling = (one for rung in unjudged for one in _settling(case, rung))
    return next((ask_for(one) for one in settling), None)


def _settling(case: Case, rung: Rung) -> tuple[str, ...]:
    """What would let the signs speak that ask for the rung against what is short; the telling one first."""
    signs = [one for one in rung.raised_by if case.saturated in aims_of(rung, one)]
    wants = [each for one in signs for each in case.results[one].report.wants]
    return tuple(sorted(wants, key=lambda one: one != rung.settled_by))


def _not_looked(vitals: Vitals) -> bool:
    return vitals.fact("statement_stats") is None and vitals.fact("indexable_share") is None


def ask_for(vital: str) -> Ask:
    """The question for this vital, with the command that answers it."""
    return Ask(vital=vital, command=how_to_measure(vital))
