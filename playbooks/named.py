"""How a resource is named as the one that is short: by a check that presses, or in a sentence over its figures."""

from collections.abc import Callable

from checks.core import Report, Severity
from checks.vitals import Vitals
from playbooks.core import Because, Resource

GRAVE = (Severity.CRITICAL, Severity.HIGH)
PRESSING = (*GRAVE, Severity.MEDIUM)
Named = tuple[Resource, Because]


def said(
    resource: Resource,
    check: Callable[[Vitals], Report],
    vitals: Vitals,
    *severities: Severity,
) -> Named | None:
    """The resource, if this check fires with one of these severities (any that presses, if none is given)."""
    for finding in check(vitals).findings:
        if finding.severity in (severities or PRESSING):
            return resource, Because(text=finding.message, facts=finding.facts)
    return None


def because(vitals: Vitals, text: str, *names: str) -> Because:
    return Because(
        text=text, facts=tuple(fact for one in names if (fact := vitals.fact(one)) is not None)
    )
