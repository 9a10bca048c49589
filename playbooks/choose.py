"""Chooses the next rung: bleeding first, then hard stops, then measuring, then the cheapest aimed step.

Each function is one step of the ladder's algorithm and answers with a choice, or None to let the next one speak.
"""

from dataclasses import dataclass
from math import inf

from checks.core import Severity
from playbooks.aim import aims
from playbooks.case import Case
from playbooks.core import Resource, Rung
from playbooks.fits import days_left, fits
from playbooks.gate import unmeasured
from playbooks.late import database_part_small, late
from playbooks.named import GRAVE
from playbooks.symptoms import unanswered

ONE_WAY = 4
"""Cost class from which a rung needs its cheaper alternatives exhausted first (the ladder's one-way gate)."""

SURELY_WRONG = {
    "query_index": frozenset({"shape.missing_index", "shape.n_plus_one"}),
    "load_protection": frozenset({"load.errors", "config.retries"}),
}
"""Signs that need no resource to be short, each with its cure of cost class 1."""
ADDED = frozenset({"scale_app", "read_replica"})
"""Steps that are taken once more before the resource is gravely short, where nothing else is left to take."""
PROVEN = 3
"""Independent signs from which a rung is taken although machines have room: the reasons are people's or the law's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The chosen rung (None: none is to be taken now) and the step that chose it."""

    rung: str | None
    step: str


def choose(case: Case) -> Choice:
    """The next rung, by the first step of the algorithm that has a word to say."""
    for step in (stop, bleed, safety, gate, cheap, launch, more, certain):
        found = step(case)
        if found is not None:
            return found
    return Choice(rung=None, step="cheap")


def stop(case: Case) -> Choice | None:
    """In an incident with a hard stop reached: its cure, since no bound on requests gives space or sessions back."""
    if not case.vitals.number("incident"):
        return None
    reached = [
        one
        for one in case.rungs
        if one.name != "load_protection"
        and case.hearing(one).severity is Severity.CRITICAL
        and is_open(case, one)
    ]
    return Choice(rung=cheapest(reached)[0].name, step="safety") if reached else None


def bleed(case: Case) -> Choice | None:
    """In an incident: protect what works; then the fastest step that can be taken back."""
    if not case.vitals.number("incident"):
        return None
    protect = case.rung("load_protection")
    if is_open(case, protect):
        return Choice(rung=protect.name, step="bleed")
    quick = [one for one in aimed(case) if one.reversible == "yes" and one.cost <= 1]
    return Choice(rung=quick[0].name, step="bleed") if quick else None


def safety(case: Case) -> Choice | None:
    """A hard stop is near: the step against that limit, before any other."""
    urgent = [
        one
        for one in case.rungs
        if case.hearing(one).severity is Severity.CRITICAL and is_open(case, one)
    ]
    return Choice(rung=cheapest(urgent)[0].name, step="safety") if urgent else None


def gate(case: Case) -> Choice | None:
    """Too little is measured to judge: observe, or stop and ask; but what is gravely wrong whatever the rest says, and
    repaired in hours, does not wait for figures that merely were not said."""
    lacks = unmeasured(case.vitals)
    if not lacks:
        return None
    repair = case.rung("fix_config")
    grave = [one for one in case.hearing(repair).raised if one.severity in GRAVE]
    unsaid = all(case.vitals.number(one) is None for one in lacks)
    if (
        unsaid
        and is_open(case, repair)
        and any(Resource.NOTHING in aims(repair, one) for one in grave)
    ):
        return Choice(rung=repair.name, step="safety")
    observe = case.rung("observe")
    taken = observe.name in case.held | case.failed
    return Choice(rung=None if taken else observe.name, step="gate")


def cheap(case: Case) -> Choice | None:
    """The cheapest step that is aimed at the full resource and that nothing speaks against.

    What is felt and was not measured goes before "do nothing": then no step is taken, and that is asked for. So does a
    rung that has passed a gate of several independent signs, and one that must come and is held up.
    """
    ready = aimed(case)
    if not ready:
        return None
    if ready[0].name == "do_nothing" and unanswered(case.vitals):
        return Choice(rung=None, step="symptom")
    proven = [one for one in ready if one.gate >= PROVEN]
    if ready[0].name == "do_nothing" and proven:
        return Choice(rung=proven[0].name, step="cheap")
    if ready[0].name == "do_nothing" and any(case.must(one) for one in asked_of(case)):
        return Choice(rung=None, step="cheap")
    return Choice(rung=ready[0].name, step="cheap")


def launch(case: Case) -> Choice | None:
    """Nothing that relieves the full resource fits the days until the launch: then its load is bounded."""
    protect = case.rung("load_protection")
    asked = [one for one in case.hearing(protect).raised if one.check == "load.launch"]
    short = case.saturated not in {Resource.NOTHING, Resource.PEOPLE, Resource.UNKNOWN}
    if asked and short and days_left(case.vitals) < inf and is_open(case, protect):
        return Choice(rung=protect.name, step="launch")
    return None


def more(case: Case) -> Choice | None:
    """Nothing new relieves what is short: more of a step that is taken, adds a machine and can be undone."""
    taken = [
        one
        for one in cheapest(asked_of(case))
        if one.name in case.held
        and one.again
        and one.name in ADDED
        and fits(one, case.vitals)
        and not (one.name in case.failed or case.hearing(one).vetoes or unmet(case, one))
    ]
    return Choice(rung=taken[0].name, step="cheap") if taken else None


def certain(case: Case) -> Choice | None:
    """Answers are late and it is not known by what: what is surely wrong and soon repaired does not wait for that."""
    if case.saturated is not Resource.UNKNOWN or not late(case.vitals):
        return None
    for name, signs in SURELY_WRONG.items():
        rung = case.rung(name)
        said = {one.check for one in case.hearing(rung).raised}
        beside = name == "query_index" and database_part_small(case.vitals)
        if said & signs and is_open(case, rung) and not (beside or unmet(case, rung)):
            return Choice(rung=name, step="cheap")
    return None


def aimed(case: Case) -> list[Rung]:
    """The rungs that are open, asked for, and relieve the full resource; cheapest first."""
    return cheapest([one for one in asked_of(case) if is_open(case, one)])


def aimed_but_for_needs(case: Case) -> tuple[str, ...]:
    """The vitals whose absence alone holds back a rung that is asked for, aimed and not vetoed; cheapest rung first.

    For a rung that is hard to take back that is also what could speak against it and was not looked at.
    """
    close = [
        one
        for one in asked_of(case)
        if not (case.holds(one) or one.name in case.failed or case.hearing(one).vetoes)
        and fits(one, case.vitals)
        and (not gate_lacks(case, one) or silent(case, one))
    ]
    ladder = {one.name for one in case.rungs}
    needs = [
        need
        for one in cheapest(close)
        for need in (*unmet(case, one), *silent(case, one))
        if need not in ladder
    ]
    return tuple(one for one in dict.fromkeys(needs) if case.vitals.fact(one) is None)


def asked_of(case: Case) -> list[Rung]:
    """The rungs that the evidence asks for against the full resource, whether they may be taken or not.

    Where machines have room, people may still be what is short.
    """
    resources = {case.saturated}
    if case.saturated is Resource.NOTHING:
        resources.add(Resource.PEOPLE)
    return [
        one
        for one in case.rungs
        if any(resources & aims(one, each) for each in case.hearing(one).raised)
    ]


def silent(case: Case, rung: Rung) -> tuple[str, ...]:
    """The vitals that could veto a gated rung and are not known, where it has its signs."""
    return case.hearing(rung).veto_wants if rung.gate and case.proven(rung) else ()


def is_open(case: Case, rung: Rung) -> bool:
    """Whether nothing speaks against this rung: not held, not failed, no veto, in time, needs met, gate passed."""
    return not (
        case.holds(rung)
        or rung.name in case.failed
        or case.hearing(rung).vetoes
        or not fits(rung, case.vitals)
        or unmet(case, rung)
        or gate_lacks(case, rung)
    )


def unmet(case: Case, rung: Rung) -> tuple[str, ...]:
    """The rungs and vitals that must hold before this rung and do not."""
    return tuple(one for one in rung.needs if not _met(case, one))


def _met(case: Case, need: str) -> bool:
    """A vital is met when it is known and not false; a rung when it is held, or when nothing asks for it."""
    ladder = {one.name: one for one in case.rungs}
    if need not in ladder:
        fact = case.vitals.fact(need)
        return fact is not None and bool(fact.value)
    if need in case.failed:
        return False
    if need == "observe":
        return need in case.held or not unmeasured(case.vitals)
    rung = ladder[need]
    hearing = case.hearing(rung)
    return case.holds(rung) or bool(hearing.vetoes) or not hearing.raised


def gate_lacks(case: Case, rung: Rung) -> str:
    """What a rung that is hard to take back still lacks, in words; empty when its gate is passed."""
    signals = len(case.signals(rung))
    if not case.proven(rung):
        return (
            f"{rung.gate} independent measured signs are needed, and there "
            f"{'is' if signals == 1 else 'are'} {signals or 'none'}"
        )
    if not rung.gate:
        return ""
    unheard = silent(case, rung)
    if unheard:
        return f"what could speak against it is not known: {', '.join(unheard)}"
    cheaper = untried(case, rung) if rung.cost >= ONE_WAY else ()
    return f"cheaper steps come first: {', '.join(cheaper)}" if cheaper else ""


def untried(case: Case, rung: Rung) -> tuple[str, ...]:
    """Cheaper rungs for the same resource that are asked for (by as many signs as their own gate wants) and open."""
    return tuple(
        one.name
        for one in case.rungs
        if one.cost < rung.cost
        and any(aims(one, each) & set(rung.relieves) for each in case.hearing(one).raised)
        and case.proven(one)
        and not (case.holds(one) or one.name in case.failed or case.hearing(one).vetoes)
    )


def cheapest(rungs: list[Rung]) -> list[Rung]:
    """By cost class, then by their place on the ladder."""
    return sorted(rungs, key=lambda one: (one.cost, one.order))
