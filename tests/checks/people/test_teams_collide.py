import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"teams": 3}, Severity.MEDIUM),
        ({"teams": 9, "services": 2}, Severity.MEDIUM),
        ({"teams": 4, "deploys_per_week": 19}, Severity.MEDIUM),
        ({"teams": 4, "lead_time_hours": 25}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("people.teams_collide", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"teams": 2},
        {"teams": 6, "services": 6},
        {"teams": 4, "deploys_per_week": 20},
        {"teams": 4, "lead_time_hours": 24},
        {"teams": 4, "deploys_per_week": 2, "lead_time_hours": 3},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("people.teams_collide", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"services": 4}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("people.teams_collide", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
