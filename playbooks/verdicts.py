"""Words the verdict on one rung: the answer, the evidence for and against, the promise, and what would flip it."""

import importlib
from types import ModuleType

from checks.core import Confidence, Finding, Outcome
from checks.thresholds import condition
from checks.vitals import how_to_measure, meaning_of
from playbooks.aim import aims
from playbooks.case import Case, Hearing
from playbooks.choose import Choice, gate_lacks, unmet
from playbooks.core import Answer, Because, Prediction, Resource, Rung, Verdict
from playbooks.gate import lacking, unmeasured
from playbooks.predict import promise

SLOW = 2
"""Cost class from which a step takes days to weeks: small repairs go on beside it."""


def verdict(case: Case, rung: Rung, choice: Choice) -> Verdict:
    """The whole word on one rung."""
    hearing = case.hearing(rung)
    answer, why = _answer(case, rung, choice, hearing)
    evidence = tuple(_because(one) for one in (*hearing.raised, *hearing.mild))
    against = tuple(_because(one) for one in hearing.vetoes)
    because = why if answer in {Answer.NOT_NEEDED, Answer.MEASURE} else (*why, *evidence)
    return Verdict(
        rung=rung.name,
        answer=answer,
        because=because,
        against=against,
        predicts=_promise(case, rung, hearing) if answer in {Answer.TAKE, Answer.LATER} else None,
        flips=flips(case, rung, answer, hearing, choice),
    )


def _promise(case: Case, rung: Rung, hearing: Hearing) -> Prediction | None:
    on = frozenset(fact.name for one in (*hearing.raised, *hearing.mild) for fact in one.facts)
    return promise(rung, case.vitals, on)


def _answer(
    case: Case, rung: Rung, choice: Choice, hearing: Hearing
) -> tuple[Answer, tuple[Because, ...]]:
    if rung.name == choice.rung:
        return Answer.TAKE, _taken(case, choice)
    if rung.name in case.failed:
        return Answer.VETOED, (
            _text("tried, and its metric did not move: the diagnosis was another"),
        )
    if case.holds(rung):
        return Answer.HELD, _holding(case, rung)
    if rung.name == "observe":
        return (Answer.LATER, (_text("after what cannot wait"),))
    if hearing.raised or hearing.mild:
        return _asked_for(case, rung, choice, hearing)
    return _silent(case, rung, hearing)


def _taken(case: Case, choice: Choice) -> tuple[Because, ...]:
    if choice.rung == "observe":
        return (_text(f"what decides is not measured: {lacking(case.vitals)}"),)
    return ()


def _holding(case: Case, rung: Rung) -> tuple[Because, ...]:
    words = ["already taken"]
    if rung.name == "observe" and unmeasured(case.vitals):
        words.append(f"this look did not read {lacking(case.vitals)}")
    if case.hearing(rung).raised:
        words.append("what is still seen, and is left to do by hand:")
    return (_text("; ".join(words)),)


def _asked_for(
    case: Case, rung: Rung, choice: Choice, hearing: Hearing
) -> tuple[Answer, tuple[Because, ...]]:
    if hearing.vetoes:
        return Answer.VETOED, (_text(f"must not be taken now: {hearing.vetoes[0].message}"),)
    lacks = gate_lacks(case, rung)
    if lacks:
        return Answer.VETOED, (_text(lacks),)
    first = unmet(case, rung)
    unknown = [one for one in first if one not in {each.name for each in case.rungs}]
    if unknown:
        return Answer.MEASURE, (_text(f"first to be known: {', '.join(unknown)}"),)
    if first:
        return Answer.LATER, (_text(f"{' and '.join(first)} must hold first"),)
    return Answer.LATER, (_text(_why_later(case, rung, choice, hearing)),)


def _why_later(case: Case, rung: Rung, choice: Choice, hearing: Hearing) -> str:
    if not hearing.raised:
        return "true, and it does not press now"
    if not _aimed(case, rung, hearing) and choice.step == "cheap":
        full = "no resource is full" if case.saturated is Resource.NOTHING else case.saturated.value
        beside = (
            "; what takes hours need not wait for it" if _quick_beside(case, rung, choice) else ""
        )
        return f"it does not relieve what is short now ({full}){beside}"
    return f"{choice.rung} comes first" if choice.rung else "something must be measured first"


def _aimed(case: Case, rung: Rung, hearing: Hearing) -> bool:
    return any(case.saturated in aims(rung, one) for one in hearing.raised)


def _quick_beside(case: Case, rung: Rung, choice: Choice) -> bool:
    """Whether a repair of hours stands behind a step of weeks or more."""
    return rung.cost == 0 and choice.rung is not None and case.rung(choice.rung).cost >= SLOW


def _silent(case: Case, rung: Rung, hearing: Hearing) -> tuple[Answer, tuple[Because, ...]]:
    """Nothing asks for the rung: because it was looked at, or because nobody could look."""
    lacks = gate_lacks(case, rung)
    if lacks:
        return Answer.VETOED, (_text(lacks),)
    seen = _seen(case, rung)
    known = not rung.settled_by or case.vitals.fact(rung.settled_by) is not None
    if hearing.vetoes and _wished(case, rung):
        return Answer.VETOED, (_text(f"must not be taken now: {hearing.vetoes[0].message}"),)
    if not hearing.wants or (known and seen):
        return Answer.NOT_NEEDED, seen or (_text("nothing asks for it"),)
    if hearing.vetoes:
        return Answer.VETOED, (_text(f"must not be taken now: {hearing.vetoes[0].message}"),)
    wanted = hearing.wants[0] if known else rung.settled_by
    text = f"not measured: {meaning_of(wanted)} ({how_to_measure(wanted)})"
    return Answer.MEASURE, (_text(text),)


def _wished(case: Case, rung: Rung) -> bool:
    """Whether somebody has this rung in mind: then what speaks against it is the answer."""
    wish = case.vitals.fact("wish")
    return wish is not None and str(wish.value).strip() == rung.name


def _seen(case: Case, rung: Rung) -> tuple[Because, ...]:
    """What the checks saw that could have asked for the rung and did not."""
    reports = {name: case.results[name].report for name in rung.raised_by}
    return tuple(
        Because(text=report.note, check=name)
        for name, report in reports.items()
        if report.outcome in {Outcome.OK, Outcome.NOT_APPLICABLE} and report.note
    )


def flips(case: Case, rung: Rung, answer: Answer, hearing: Hearing, choice: Choice) -> str:
    """The observation that would change this answer, with its number."""
    raising = [one.check for one in (*hearing.raised, *hearing.mild)] or [rung.raised_by[0]]
    match answer:
        case Answer.TAKE if rung.name == "observe":
            return f"a look that reads {lacking(case.vitals) or 'what decides'}"
        case Answer.TAKE:
            return f"no longer true: {lines(case, raising, '; ')}"
        case Answer.HELD:
            return _again(case, rung)
        case Answer.VETOED if rung.name in case.failed:
            return "other evidence than that on which it failed"
        case Answer.VETOED:
            return _allowed(case, rung, hearing)
        case Answer.LATER:
            return _ahead(case, rung, choice, raising)
        case _:
            return condition(rung.raised_by[0], case.vitals)


def _again(case: Case, rung: Rung) -> str:
    """What would reopen a rung that is taken: grave new evidence, or that it is taken out."""
    grave = [one for one in rung.raised_by if hasattr(_module(one), "GRAVE")] if rung.again else []
    return (
        "; or ".join(condition(one, case.vitals, "GRAVE") for one in grave)
        or f"`rung undo {rung.name}`"
    )


def _allowed(case: Case, rung: Rung, hearing: Hearing) -> str:
    """What would let a vetoed rung through; for a gate that is more than one observation, and it is said so."""
    more = rung.gate - len(case.signals(rung))
    said = {one.check for one in hearing.raised}
    signs = lines(case, [one for one in rung.raised_by if one not in said], "; ")
    parts = [] if case.proven(rung) else [f"{more} more of these signs: {signs}"]
    if hearing.vetoes:
        parts.append(f"no longer true: {lines(case, [one.check for one in hearing.vetoes], '; ')}")
    elif not parts:
        parts.append(gate_lacks(case, rung))
    return "; and ".join(parts)


def _ahead(case: Case, rung: Rung, choice: Choice, raising: list[str]) -> str:
    """What a waiting rung waits for."""
    still = lines(case, raising, "; or ")
    if hearing_is_mild(case, rung):
        return f"measured: {still}"
    if not _aimed(case, rung, case.hearing(rung)) and choice.step == "cheap":
        full = " or ".join(one.value for one in rung.relieves)
        return f"{full} the resource that is full, and still: {still}"
    ahead = unmet(case, rung) or ((choice.rung,) if choice.rung else ())
    return f"{' and '.join(ahead) or 'the open question'} settled, and still: {still}"


def hearing_is_mild(case: Case, rung: Rung) -> bool:
    """Whether what asks for the rung is true but does not press."""
    return not case.hearing(rung).raised


def lines(case: Case, checks: list[str], between: str) -> str:
    """The conditions, in numbers, under which these checks fire."""
    return between.join(dict.fromkeys(condition(one, case.vitals) for one in checks))


def _module(check: str) -> ModuleType:
    return importlib.import_module(f"checks.{check}")


def _because(one: Finding) -> Because:
    doubt = " (of low confidence)" if one.confidence is Confidence.LOW else ""
    return Because(text=f"{one.message}{doubt}", facts=one.facts, check=one.check)


def _text(words: str) -> Because:
    return Because(text=words)
