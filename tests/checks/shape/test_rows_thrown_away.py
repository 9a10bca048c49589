import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"rows_examined_per_row": 100}, Severity.MEDIUM),
        ({"rows_examined_per_row": 5000, "indexable_share": 0.4}, Severity.MEDIUM),
        ({"rows_examined_per_row": 5000, "indexable_share": 0.01}, Severity.LOW),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("shape.rows_thrown_away", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"rows_examined_per_row": 99},
        {"rows_examined_per_row": 1},
        {"rows_examined_per_row": 5000, "analytics_share": 0.5},
        {"rows_examined_per_row": 3, "indexable_share": 0.9},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("shape.rows_thrown_away", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"indexable_share": 0.5}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("shape.rows_thrown_away", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
