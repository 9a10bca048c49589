import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(("seen", "severity"), [({"repeat_share": 0.3}, Severity.MEDIUM)])
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("shape.repeated_reads", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize("seen", [{"repeat_share": 0.29}, {"repeat_share": 0.0}])
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("shape.repeated_reads", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("shape.repeated_reads", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
