import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"analytics_share": 0.3}, Severity.MEDIUM),
        ({"analytics_share": 1.0}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("shape.reports", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"analytics_share": 0.29},
        {"analytics_share": 0.0},
        {"analytics_share": 0.145},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("shape.reports", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"app_cpu": 0.5}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("shape.reports", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
