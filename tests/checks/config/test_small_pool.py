import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        (
            {
                "pool_per_process": 2,
                "pool_wait_ms": 50,
                "database_ms_per_request": 5,
                "database_cpu": 0.2,
            },
            Severity.MEDIUM,
        )
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("config.small_pool", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {
            "pool_per_process": 2,
            "pool_wait_ms": 50,
            "database_ms_per_request": 5,
            "database_cpu": 0.7,
        },
        {
            "pool_per_process": 2,
            "pool_wait_ms": 50,
            "database_ms_per_request": 5,
            "database_cpu": 0.2,
            "app_cpu": 0.99,
        },
        {
            "pool_per_process": 8,
            "pool_wait_ms": 1,
            "database_ms_per_request": 5,
            "database_cpu": 0.2,
        },
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("config.small_pool", **seen).outcome is Outcome.OK


@pytest.mark.parametrize(
    "seen",
    [
        {},
        {"pool_wait_ms": 50, "database_ms_per_request": 5, "database_cpu": 0.2},
        {"pool_per_process": 2},
    ],
)
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("config.small_pool", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
