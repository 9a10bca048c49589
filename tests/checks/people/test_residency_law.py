from checks.core import Outcome, Severity
from tests.facts import ask


def test_fires() -> None:
    report = ask("people.residency_law", residency_law=True)
    assert report.outcome is Outcome.PROBLEM
    assert report.findings[0].severity is Severity.MEDIUM


def test_leaves_alone() -> None:
    assert ask("people.residency_law", residency_law=False).outcome is Outcome.OK


def test_not_looked_at() -> None:
    report = ask("people.residency_law", residency_or_rto_contract=True)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants == ("residency_law",)
