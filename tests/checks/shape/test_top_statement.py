import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"top_statement_share": 0.2}, Severity.MEDIUM),
        ({"top_statement_share": 0.6, "indexable_share": 0.05}, Severity.LOW),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("shape.top_statement", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize("seen", [{"top_statement_share": 0.19}, {"top_statement_share": 0.05}])
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("shape.top_statement", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("shape.top_statement", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
