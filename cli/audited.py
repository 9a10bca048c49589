"""Runs every check on one look, and applies the project's waivers, its baseline and the gate."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checks.core import Confidence, Finding, Outcome, Severity
from checks.engine import Result, discover, examine
from checks.probes.repo.waivers import Waiver
from cli import baseline, waived
from cli.identity import identities
from cli.look import Seen, Sources, look

WORST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one finding stands: what it is known by, who waived it, and whether the baseline holds it."""

    identity: str
    waiver: Waiver | None = None
    known: bool = False


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
    standings: tuple[Standing, ...] = ()
    """One for each finding, in their order."""
    to_mend: tuple[str, ...] = ()
    """What is wrong with waivers, a sentence each."""
    baseline: Path | None = None
    gone: tuple[str, ...] = ()
    """Entries of the baseline that are no longer found."""

    @property
    def new(self) -> tuple[Finding, ...]:
        """The findings that are neither waived nor known."""
        standings = self.standings or (Standing(identity=""),) * len(self.findings)
        pairs = zip(self.findings, standings, strict=True)
        return tuple(one for one, how in pairs if how.waiver is None and not how.known)

    @property
    def waived(self) -> tuple[tuple[Finding, Waiver], ...]:
        """The waived findings, each with its waiver."""
        pairs = zip(self.findings, self.standings, strict=False)
        return tuple((one, how.waiver) for one, how in pairs if how.waiver is not None)

    @property
    def known(self) -> int:
        """How many findings are known from the baseline and not waived."""
        return sum(1 for one in self.standings if one.known and one.waiver is None)


def audited(sources: Sources, fail_on: str, known_from: Path | None = None) -> Audited:
    """Look and judge. `fail_on` is a severity's name or "never", `known_from` a baseline.

    Raises:
        Problem: the baseline or a waiver of the configuration is written wrongly.
    """
    before = baseline.read(known_from) if known_from else None
    seen = look(sources)
    results = examine(seen.looks, faults())
    findings = tuple(
        sorted((one for each in results.values() for one in each.report.findings), key=_rank)
    )
    judged = frozenset(
        name for name, one in results.items() if one.report.outcome is not Outcome.UNKNOWN
    )
    by = waived.waived(sources.root, findings, judged, date.today())
    held = before.known if before else {}
    standings = tuple(
        Standing(identity=one, waiver=by.by.get(number), known=one in held)
        for number, one in enumerate(identities(sources.root, findings))
    )
    return Audited(
        root=sources.root,
        seen=seen,
        results=results,
        findings=findings,
        fail_on=fail_on,
        gated=tuple(
            one
            for one, how in zip(findings, standings, strict=True)
            if how.waiver is None and not how.known and fails(one, fail_on)
        ),
        standings=standings,
        to_mend=by.to_mend,
        baseline=known_from,
        gone=before.gone(frozenset(one.identity for one in standings), judged) if before else (),
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
