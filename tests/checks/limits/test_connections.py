import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"connections_used": 50, "max_connections": 100}, Severity.MEDIUM),
        ({"connections_used": 80, "max_connections": 100}, Severity.HIGH),
        ({"connections_used": 96, "max_connections": 100}, Severity.CRITICAL),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.connections", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"connections_used": 49, "max_connections": 100},
        {"connections_used": 400, "max_connections": 5000},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.connections", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"connections_used": 99}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.connections", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
