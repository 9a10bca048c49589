import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"read_time_share": 0.3, "database_cpu": 0.7}, Severity.MEDIUM),
        ({"read_time_share": 0.3, "database_cpu": 0.2, "iops_share": 0.9}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("saturation.writes_at_limit", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [{"read_time_share": 0.3, "database_cpu": 0.2}, {"read_time_share": 0.6, "database_cpu": 0.9}],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("saturation.writes_at_limit", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"read_time_share": 0.1}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("saturation.writes_at_limit", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
