"""How a check on `Vitals` words its report: it fires, it is quiet, or the quantity that decides is not there.

Each check also states `LINE`, the condition that makes it fire, in numbers: the ladder prints it as what
would change its mind. Where it can be HIGH or CRITICAL, `GRAVE` states from when, which is what reopens a rung that
is already taken and may be taken again.
"""

from checks.core import Confidence, Fact, Finding, Outcome, Report, Severity, unknown
from checks.vitals import Vitals, meaning_of


def fires(
    vitals: Vitals,
    message: str,
    remedy: str,
    *names: str,
    severity: Severity = Severity.MEDIUM,
) -> Report:
    """A report with one finding, on the facts of these names, as sure as the least sure of them.

    LOW says "true, but it does not press now": the ladder mentions it and never acts on it. CRITICAL says
    "a hard stop is near": the ladder turns to it before anything else.
    """
    facts = tuple(fact for name in names if (fact := vitals.fact(name)) is not None)
    finding = Finding(
        message=message,
        remedy=remedy,
        severity=severity,
        confidence=least_sure(facts),
        facts=facts,
    )
    return Report(
        outcome=Outcome.PROBLEM,
        findings=(finding,),
        examined=1,
        eligible=1,
        total=1,
        window=next((fact.window for fact in facts if fact.window), ""),
    )


def least_sure(facts: tuple[Fact, ...]) -> Confidence:
    """The lowest confidence among these facts."""
    ranks = list(Confidence)
    return max((fact.confidence for fact in facts), key=ranks.index, default=Confidence.HIGH)


def quiet(note: str) -> Report:
    """A report that says "looked at, and it does not hold", with the number seen."""
    return Report(outcome=Outcome.OK, examined=1, eligible=1, total=1, note=note)


def missing(vitals: Vitals, *names: str) -> Report:
    """UNKNOWN, with those of these vitals that are not there as what it wants."""
    wants = [name for name in names if vitals.fact(name) is None]
    return unknown(f"not measured: {' and '.join(map(meaning_of, wants))}", *wants)


def percent(share: float) -> str:
    """A share from 0 to 1 as people read it: whole percents, one digit below ten."""
    return f"{share * 100:.0f} %" if share >= 0.1 or share == 0 else f"{share * 100:.1f} %"


def size(count: float) -> str:
    """A number of bytes in binary units."""
    for unit in ("B", "KiB", "MiB", "GiB"):
        if count < 1024:
            return f"{count:.0f} {unit}"
        count /= 1024
    return f"{count:.1f} TiB"
