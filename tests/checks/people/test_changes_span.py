import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"changes_spanning_share": 0.3}, Severity.MEDIUM),
        ({"changes_spanning_share": 1.0}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("people.changes_span", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"changes_spanning_share": 0.29},
        {"changes_spanning_share": 0.0},
        {"changes_spanning_share": 0.145},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("people.changes_span", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"app_cpu": 0.5}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("people.changes_span", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
