import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"read_time_share": 0.8, "database_cpu": 0.6}, Severity.MEDIUM),
        ({"read_time_share": 0.9, "database_cpu": 0.4, "growth_per_year": 3}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("shape.read_bound", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"read_time_share": 0.9, "database_cpu": 0.4, "growth_per_year": 2},
        {"read_time_share": 0.99, "database_cpu": 0.3},
        {"read_time_share": 0.5, "database_cpu": 0.9},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("shape.read_bound", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"read_time_share": 0.9}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("shape.read_bound", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
