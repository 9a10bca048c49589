import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"indexable_share": 0.1}, Severity.MEDIUM),
        ({"indexable_share": 0.5, "statement_calls": 100}, Severity.HIGH),
        ({"indexable_share": 0.3, "app_cpu": 0.9, "database_cpu": 0.2}, Severity.LOW),
        ({"indexable_share": 0.3, "app_cpu": 0.9, "database_cpu": 0.7}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("shape.missing_index", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen", [{"indexable_share": 0.09}, {"indexable_share": 0.0, "top_statement_share": 0.9}]
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("shape.missing_index", **seen).outcome is Outcome.OK


@pytest.mark.parametrize(
    "seen", [{}, {"indexable_share": 0.9, "statement_calls": 99}, {"top_statement_share": 0.9}]
)
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("shape.missing_index", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & (set(seen) - {"indexable_share"})
