"""Thresholds as they are in force: those of a rung's page, those behind a finding, those that a project overrules."""

from checks.threshold import Threshold
from checks.thresholds import every, of_check
from checks.vitals import Vitals
from playbooks.core import Drawn, Rung


def drawn(one: Threshold, vitals: Vitals) -> Drawn:
    """This threshold with the value in force."""
    return Drawn(
        name=one.name,
        value=vitals.line(one),
        unit=one.unit,
        grade=str(one.grade),
        source=one.source,
        own=one.value,
    )


def of_check_here(check: str, vitals: Vitals) -> tuple[Drawn, ...]:
    """Those that this check reads."""
    return tuple(drawn(one, vitals) for one in of_check(check))


def of_rung(rung: Rung, vitals: Vitals) -> tuple[Drawn, ...]:
    """Those of the checks that raise or veto this rung, each once, in the order of its page."""
    checks = (*rung.raised_by, *rung.vetoed_by)
    found = {one.name: one for check in checks for one in of_check(check)}
    return tuple(drawn(one, vitals) for one in found.values())


def overruled(vitals: Vitals) -> tuple[Drawn, ...]:
    """Those that the project draws elsewhere than this tool does."""
    found = (drawn(every()[name], vitals) for name in vitals.lines)
    return tuple(one for one in found if one.overruled)
