import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [({"burst_factor": 5}, Severity.MEDIUM), ({"burst_factor": 40}, Severity.MEDIUM)],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("load.bursts", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen", [{"burst_factor": 4.9}, {"burst_factor": 1}, {"burst_factor": 2, "peak_to_trough": 9}]
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("load.bursts", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"peak_to_trough": 9}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("load.bursts", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
