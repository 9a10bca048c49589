import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"replicas": 2, "replica_lag_s": 60}, Severity.MEDIUM),
        ({"replica_lag_s": 90}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("config.replica_lag", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize("seen", [{"replicas": 1, "replica_lag_s": 59}, {"replica_lag_s": 0.0}])
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("config.replica_lag", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"replicas": 2}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("config.replica_lag", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)


@pytest.mark.parametrize("seen", [{"replicas": 0, "replica_lag_s": 90}])
def test_does_not_arise(seen: dict[str, Scalar]) -> None:
    assert ask("config.replica_lag", **seen).outcome is Outcome.NOT_APPLICABLE
