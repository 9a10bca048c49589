import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        (
            {"idle_in_transaction_share": 0.4, "connections_used": 80, "max_connections": 100},
            Severity.HIGH,
        ),
        ({"idle_in_transaction_share": 0.4}, Severity.MEDIUM),
        (
            {"idle_in_transaction_share": 0.5, "connections_used": 10, "max_connections": 100},
            Severity.LOW,
        ),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.idle_in_transaction", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"idle_in_transaction_share": 0.29, "connections_used": 80, "max_connections": 100},
        {"idle_in_transaction_share": 0},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.idle_in_transaction", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.idle_in_transaction", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
