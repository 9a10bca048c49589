import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"hot_table_share": 0.4}, Severity.MEDIUM),
        ({"hot_table_share": 1.0}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("shape.one_hot_table", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"hot_table_share": 0.39},
        {"hot_table_share": 0.0},
        {"hot_table_share": 0.195},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("shape.one_hot_table", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"app_cpu": 0.5}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("shape.one_hot_table", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
