import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"), [({"restore_hours": 6, "rto_hours": 4}, Severity.MEDIUM)]
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.restore_time", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen", [{"restore_hours": 4, "rto_hours": 4}, {"restore_hours": 0.1, "rto_hours": 1}]
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.restore_time", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"restore_hours": 6}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.restore_time", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
