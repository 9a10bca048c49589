import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [({"idle_share": 0.8, "connections_used": 30, "max_connections": 100}, Severity.MEDIUM)],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.idle_sessions", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"idle_share": 0.95, "connections_used": 5, "max_connections": 100},
        {"idle_share": 0.5, "connections_used": 90, "max_connections": 100},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.idle_sessions", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"idle_share": 0.95}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.idle_sessions", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
