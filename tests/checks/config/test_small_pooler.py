import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"pooler_max_wait_s": 4, "database_cpu": 0.1}, Severity.MEDIUM),
        ({"pooler_max_wait_s": 1.1, "database_cpu": 0.49}, Severity.MEDIUM),
        (
            {
                "pooler_max_wait_s": 0.3,
                "database_cpu": 0.1,
                "pool_wait_ms": 240,
                "database_ms_per_request": 20,
            },
            Severity.MEDIUM,
        ),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("config.small_pooler", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"pooler_max_wait_s": 1, "database_cpu": 0.1},
        {"pooler_max_wait_s": 60, "database_cpu": 0.5},
        {"pooler_max_wait_s": 0.0, "database_cpu": 0.0},
        {
            "pooler_max_wait_s": 0.3,
            "database_cpu": 0.1,
            "pool_wait_ms": 12,
            "database_ms_per_request": 20,
        },
        {
            "pooler_max_wait_s": 0.3,
            "database_cpu": 0.1,
            "pool_wait_ms": 4,
            "database_ms_per_request": 1,
        },
        {
            "pooler_max_wait_s": 0.3,
            "database_cpu": 0.6,
            "pool_wait_ms": 240,
            "database_ms_per_request": 20,
        },
        {
            "pooler_max_wait_s": 0.3,
            "database_cpu": 0.1,
            "pool_wait_ms": 240,
            "database_ms_per_request": 20,
            "app_cpu": 0.9,
        },
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("config.small_pooler", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"pooler_max_wait_s": 4}, {"database_cpu": 0.1}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("config.small_pooler", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
