import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"), [({"database_bytes": 60000000000.0}, Severity.MEDIUM)]
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.small_database", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen", [{"database_bytes": 1000000000000.0}, {"database_bytes": 9000000000000.0}]
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.small_database", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.small_database", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
