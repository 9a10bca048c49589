import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(("seen", "severity"), [({"services": 7, "teams": 2}, Severity.MEDIUM)])
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("people.services_per_team", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize("seen", [{"services": 6, "teams": 2}, {"services": 1, "teams": 4}])
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("people.services_per_team", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"services": 40}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("people.services_per_team", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
