import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"launch_in_days": 7, "launch_load_factor": 10}, Severity.MEDIUM),
        ({"launch_in_days": 30, "launch_load_factor": 2}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("load.launch", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"launch_in_days": 31, "launch_load_factor": 10},
        {"launch_in_days": 7, "launch_load_factor": 1.5},
        {"launch_in_days": 365, "launch_load_factor": 1},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("load.launch", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"launch_in_days": 5}, {"launch_load_factor": 5}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("load.launch", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
