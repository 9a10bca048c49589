import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(("seen", "severity"), [({"largest_machine": True}, Severity.MEDIUM)])
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.largest_machine", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen", [{"largest_machine": False}, {"largest_machine": False, "database_cores": 2}]
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.largest_machine", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"database_cores": 192}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.largest_machine", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
