import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"instances": 1, "rto_hours": 1}, Severity.MEDIUM),
        ({"instances": 1, "rto_hours": 0.1}, Severity.MEDIUM),
        ({"instances": 1, "downtime_allowed_min": 0}, Severity.MEDIUM),
        ({"instances": 1, "rto_hours": 24, "downtime_allowed_min": 0}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.single_instance", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"instances": 2, "rto_hours": 0.1},
        {"instances": 1, "rto_hours": 24},
        {"instances": 9, "rto_hours": 48},
        {"instances": 2, "downtime_allowed_min": 0},
        {"instances": 1, "downtime_allowed_min": 10},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.single_instance", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"instances": 1}, {"rto_hours": 1}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.single_instance", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
