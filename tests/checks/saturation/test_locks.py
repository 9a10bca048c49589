import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"lock_wait_share": 0.3, "active_sessions": 8}, Severity.HIGH),
        ({"lock_wait_share": 0.5}, Severity.HIGH),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("saturation.locks", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"lock_wait_share": 0.29, "active_sessions": 30},
        {"lock_wait_share": 0.9, "active_sessions": 1.1},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("saturation.locks", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("saturation.locks", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
