import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"), [({"buffer_hit_ratio": 0.95, "io_wait_share": 0.2}, Severity.MEDIUM)]
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("saturation.working_set", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"buffer_hit_ratio": 0.99, "io_wait_share": 0.9},
        {"buffer_hit_ratio": 0.5, "io_wait_share": 0.1},
        {"buffer_hit_ratio": 0.9, "io_wait_share": 0.7, "active_sessions": 0.4},
        {"buffer_hit_ratio": 0.9, "io_wait_share": 0.5, "database_cpu": 0.9},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("saturation.working_set", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"buffer_hit_ratio": 0.5}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("saturation.working_set", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
