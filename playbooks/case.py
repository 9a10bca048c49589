"""Everything one decision rests on: the vitals, what each check said, what is held, and what has failed.

A rung's hearing collects the checks that its head names. LOW findings are mentioned and never act; a check that
could not look is silent for a reversible rung, and holds back one that cannot be taken back.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from checks.core import Confidence, Finding, Outcome, Severity
from checks.engine import Result
from checks.vitals import Vitals
from playbooks.core import Resource, Rung

NOT_THE_DATABASE = frozenset(
    {Resource.NOTHING, Resource.PEOPLE, Resource.APP_CPU, Resource.QUEUE, Resource.RECOVERY}
)
"""What is short where a missing index would explain nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What was said for and against one rung."""

    raised: tuple[Finding, ...]
    """Findings that ask for the rung and press."""
    mild: tuple[Finding, ...]
    """Findings that are true and do not press."""
    vetoes: tuple[Finding, ...]
    wants: tuple[str, ...]
    """Vitals that would let a raising check speak."""
    veto_wants: tuple[str, ...]
    """Vitals that would let a vetoing check speak."""

    @property
    def severity(self) -> Severity | None:
        """The gravest word that asks for the rung."""
        ranks = list(Severity)
        return min((one.severity for one in self.raised), key=ranks.index, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One decision's evidence."""

    vitals: Vitals
    rungs: tuple[Rung, ...]
    results: Mapping[str, Result]
    held: frozenset[str]
    failed: frozenset[str]
    saturated: Resource

    def rung(self, name: str) -> Rung:
        """The rung of this name."""
        return next(one for one in self.rungs if one.name == name)

    def hearing(self, rung: Rung) -> Hearing:
        """What the checks of this rung's head said."""
        asks = self._findings(rung.raised_by)
        return Hearing(
            raised=tuple(one for one in asks if one.severity is not Severity.LOW),
            mild=tuple(one for one in asks if one.severity is Severity.LOW),
            vetoes=tuple(
                one for one in self._findings(rung.vetoed_by) if one.severity is not Severity.LOW
            ),
            wants=self._wants(rung.raised_by),
            veto_wants=self._wants(tuple(one for one in rung.vetoed_by if not self._beside(one))),
        )

    def holds(self, rung: Rung) -> bool:
        """Whether the rung is taken, and nothing grave asks for taking it again."""
        grave = self.hearing(rung).severity in {Severity.CRITICAL, Severity.HIGH}
        return rung.name in self.held and not (rung.again and grave)

    def signals(self, rung: Rung) -> tuple[Finding, ...]:
        """Findings that ask for the rung independently: no two rest on the same vital, and none on a guess."""
        independent: list[Finding] = []
        used: set[str] = set()
        for one in self.hearing(rung).raised:
            names = {fact.name for fact in one.facts}
            sure = all(fact.confidence is not Confidence.LOW for fact in one.facts)
            if sure and not names & used:
                independent.append(one)
                used |= names
        return tuple(independent)

    def proven(self, rung: Rung) -> bool:
        """Whether as many independent signs ask for the rung as its gate wants, or one that suffices alone."""
        return len(self.signals(rung)) >= rung.gate or self.must(rung)

    def must(self, rung: Rung) -> bool:
        """Whether a sign asks for the rung that no count of others outweighs."""
        raised = self.hearing(rung).raised
        sure = {one.check for one in raised if one.confidence is not Confidence.LOW}
        return bool(sure & set(rung.suffices))

    def _beside(self, check: str) -> bool:
        """Whether this objection is about a database that is not short: it need not be looked into then."""
        return check == "shape.missing_index" and self.saturated in NOT_THE_DATABASE

    def _findings(self, checks: tuple[str, ...]) -> tuple[Finding, ...]:
        return tuple(one for name in checks for one in self.results[name].report.findings)

    def _wants(self, checks: tuple[str, ...]) -> tuple[str, ...]:
        reports = (self.results[name].report for name in checks)
        wanted = (
            one for report in reports if report.outcome is Outcome.UNKNOWN for one in report.wants
        )
        return tuple(dict.fromkeys(wanted))
