import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"largest_table_bytes": 100000000000.0, "largest_table_rows": 1000000.0}, Severity.MEDIUM),
        ({"largest_table_rows": 60000000.0}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.large_table", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"largest_table_bytes": 90000000000.0, "largest_table_rows": 40000000.0},
        {"largest_table_rows": 1500000.0},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.large_table", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.large_table", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
