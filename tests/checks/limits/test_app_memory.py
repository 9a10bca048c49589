import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"app_memory_share": 0.9}, Severity.MEDIUM),
        ({"app_memory_share": 0.99, "processes_per_instance": 8}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.app_memory", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen", [{"app_memory_share": 0.89}, {"app_memory_share": 0.5}, {"app_memory_share": 0}]
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.app_memory", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"processes_per_instance": 8}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.app_memory", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
