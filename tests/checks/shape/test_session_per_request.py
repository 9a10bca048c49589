import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"sessions_per_request": 1.0}, Severity.MEDIUM),
        ({"sessions_per_request": 1.0, "session_cost_share": 0.3}, Severity.MEDIUM),
        ({"sessions_per_request": 1.0, "session_cost_share": 0.02}, Severity.LOW),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("shape.session_per_request", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [{"sessions_per_request": 0.49}, {"sessions_per_request": 0.0, "session_cost_share": 0.9}],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("shape.session_per_request", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"session_cost_share": 0.5}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("shape.session_per_request", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
