import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"pool_wait_ms": 50, "database_ms_per_request": 8, "app_cpu": 0.2}, Severity.MEDIUM),
        ({"pooler_max_wait_s": 2}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("saturation.pool_wait", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {
            "pooler_max_wait_s": 9,
            "database_cpu": 0.9,
            "pool_wait_ms": 1,
            "database_ms_per_request": 1,
        },
        {"pooler_max_wait_s": 1, "pool_wait_ms": 1, "database_ms_per_request": 1},
        {"pool_wait_ms": 4, "database_ms_per_request": 1},
        {"pool_wait_ms": 50, "database_ms_per_request": 80},
        {"pool_wait_ms": 50, "database_ms_per_request": 8, "app_cpu": 0.98},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("saturation.pool_wait", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"pool_wait_ms": 50}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("saturation.pool_wait", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
