"""Does a figure that somebody told differ from what was measured?

Why: the ladder uses the measured one, but somebody believes the other: a dashboard that counts something else, a limit
that was raised on another server, a look at the wrong database.
What to do: find which of the two is of the system that you mean, then leave the figure out or repair the look.
Source: a difference of a fifth is this tool's default; words must be equal.
"""

from checks.core import Finding, Looks, Report, Severity
from checks.fill import Conflict, conflicts
from checks.live import answer, few
from checks.probes.told import Told
from checks.vitals import Vitals

ADVICE = True


def check(told: Told, vitals: Vitals) -> Report:
    """Fires for each told figure that a measured one contradicts."""
    measured = [name for name in told.answers if _measured(vitals, name)]
    if not measured:
        return few(f"none of {len(told.answers)} told figures was measured too")
    found = conflicts(Looks().with_(told, vitals))
    return answer(
        [_finding(one) for one in found],
        examined=len(measured),
        total=len(told.answers),
        note=f"{len(measured)} told figures agree with what was measured",
    )


def _measured(vitals: Vitals, name: str) -> bool:
    fact = vitals.fact(name)
    return fact is not None and not fact.where.startswith("told")


def _finding(one: Conflict) -> Finding:
    return Finding(
        message=f"{one.used.name} was told as {one.ignored.value}, and measured as {one.used.value}"
        f" ({one.used.where}); the measured one is used",
        remedy=f"leave out --tell {one.used.name}=..., or look at the system that you mean: `rung explain"
        f" {one.used.name}`",
        severity=Severity.LOW,
        facts=(one.used, one.ignored),
    )
