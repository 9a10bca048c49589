import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"active_sessions": 5, "database_cores": 4}, Severity.MEDIUM),
        (
            {"active_sessions": 5, "database_cores": 2, "co_located": True, "database_cpu": 0.4},
            Severity.LOW,
        ),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("saturation.active_sessions", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [{"active_sessions": 4, "database_cores": 4}, {"active_sessions": 0.2, "database_cores": 1}],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("saturation.active_sessions", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"active_sessions": 50}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("saturation.active_sessions", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
