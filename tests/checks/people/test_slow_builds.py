import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(("seen", "severity"), [({"ci_minutes": 15}, Severity.MEDIUM)])
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("people.slow_builds", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize("seen", [{"ci_minutes": 14}, {"ci_minutes": 2}])
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("people.slow_builds", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("people.slow_builds", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
