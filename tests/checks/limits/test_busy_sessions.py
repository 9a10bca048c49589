import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"connections_used": 60, "max_connections": 100, "idle_share": 0.3}, Severity.MEDIUM),
        ({"connections_used": 60, "max_connections": 100, "active_sessions": 50}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.busy_sessions", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"connections_used": 60, "max_connections": 100, "idle_share": 0.8},
        {"connections_used": 40, "max_connections": 100, "idle_share": 0.0},
        {"connections_used": 180, "max_connections": 200, "active_sessions": 5},
        {
            "connections_used": 60,
            "max_connections": 100,
            "idle_share": 0.2,
            "idle_in_transaction_share": 0.5,
        },
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.busy_sessions", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"connections_used": 60, "max_connections": 100}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.busy_sessions", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
