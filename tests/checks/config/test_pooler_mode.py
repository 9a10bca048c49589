import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        (
            {
                "pooler_mode": "session",
                "connections_used": 50,
                "max_connections": 100,
                "idle_share": 0.8,
            },
            Severity.MEDIUM,
        ),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("config.pooler_mode", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {
            "pooler_mode": "transaction",
            "connections_used": 99,
            "max_connections": 100,
            "idle_share": 0.9,
        },
        {
            "pooler_mode": "session",
            "connections_used": 49,
            "max_connections": 100,
            "idle_share": 0.9,
        },
        {
            "pooler_mode": "session",
            "connections_used": 90,
            "max_connections": 100,
            "idle_share": 0.5,
        },
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("config.pooler_mode", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"pooler_mode": "session", "idle_share": 0.9}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("config.pooler_mode", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
