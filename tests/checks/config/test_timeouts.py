import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"timeouts_set": False, "error_share": 0.01}, Severity.MEDIUM),
        ({"timeouts_set": False, "deferrable_share": 0.2}, Severity.MEDIUM),
        ({"timeouts_set": False}, Severity.LOW),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("config.timeouts", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"timeouts_set": True},
        {"timeouts_set": True, "error_share": 0.3},
        {"timeouts_set": True, "deferrable_share": 0.9},
        {"timeouts_set": True, "incident": True},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("config.timeouts", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"error_share": 0.5}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("config.timeouts", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
