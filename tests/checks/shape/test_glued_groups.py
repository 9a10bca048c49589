import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"cross_group_share": 0.05}, Severity.MEDIUM),
        ({"cross_group_share": 1.0}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("shape.glued_groups", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"cross_group_share": 0.04},
        {"cross_group_share": 0.0},
        {"cross_group_share": 0.02},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("shape.glued_groups", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"app_cpu": 0.5}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("shape.glued_groups", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
