import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"), [({"growth_per_year": 3, "database_cpu": 0.4}, Severity.MEDIUM)]
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("load.fast_growth", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"growth_per_year": 1.0, "database_cpu": 0.75},
        {"growth_per_year": 3, "database_cpu": 0.2, "app_cpu": 0.3},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("load.fast_growth", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"growth_per_year": 9}, {"database_cpu": 0.9}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("load.fast_growth", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
