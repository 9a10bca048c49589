"""Runs every check on one look, applies the gate, and writes the audit in the form asked for."""

from dataclasses import dataclass
from pathlib import Path

from checks.core import Confidence, Finding, Severity
from checks.engine import Result, discover, examine
from cli.look import Seen, Sources, look

WORST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """One audit: what was looked at, what each check said, and the findings that fail the gate."""

    root: Path
    seen: Seen
    results: dict[str, Result]
    findings: tuple[Finding, ...]
    """The worst first, then by place."""
    fail_on: str
    gated: tuple[Finding, ...]


def audited(sources: Sources, fail_on: str) -> Audited:
    """Look and judge. `fail_on` is a severity's name or "never"."""
    seen = look(sources)
    results = examine(seen.looks, faults())
    findings = tuple(
        sorted((one for each in results.values() for one in each.report.findings), key=_rank)
    )
    return Audited(
        root=sources.root,
        seen=seen,
        results=results,
        findings=findings,
        fail_on=fail_on,
        gated=tuple(one for one in findings if fails(one, fail_on)),
    )


def faults() -> tuple[str, ...]:
    """The checks that can find a fault: all but those that only speak against rungs or for leaving things be.

    "The database is small" keeps a project from sharding; it is nothing to repair.
    """
    from playbooks.pages import rungs

    named = {check for one in rungs() for check in (*one.raised_by, *one.vetoed_by)}
    raising = {check for one in rungs() if one.name != "do_nothing" for check in one.raised_by}
    return tuple(name for name in discover() if name in raising or name not in named)


def fails(finding: Finding, fail_on: str) -> bool:
    """Whether this finding fails the gate: severe enough, and sure."""
    if fail_on == "never" or finding.confidence is not Confidence.HIGH:
        return False
    return WORST_FIRST.index(finding.severity) <= WORST_FIRST.index(Severity(fail_on))


def _rank(finding: Finding) -> tuple[int, int, str, int, str]:
    place = finding.place
    return (
        WORST_FIRST.index(finding.severity),
        tuple(Confidence).index(finding.confidence),
        place.path if place else "",
        place.line if place else 0,
        finding.check,
    )
