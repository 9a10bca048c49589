import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"p95_ms": 120, "database_cpu": 0.3, "app_cpu": 0.2}, Severity.MEDIUM),
        (
            {
                "p95_ms": 120,
                "database_cpu": 0.3,
                "app_cpu": 0.2,
                "io_wait_share": 1.0,
                "active_sessions": 0.1,
            },
            Severity.MEDIUM,
        ),
        (
            {
                "p95_ms": 120,
                "database_cpu": 0.1,
                "database_cpu_wait": 0.1,
                "app_cpu": 0.2,
                "host_cpu": 0.99,
            },
            Severity.MEDIUM,
        ),
        (
            {
                "p95_ms": 120,
                "database_cpu": 0.1,
                "database_cpu_wait": 0.9,
                "app_cpu": 0.2,
                "host_cpu": 0.4,
            },
            Severity.MEDIUM,
        ),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("load.headroom", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"p95_ms": 120, "database_cpu": 0.5, "app_cpu": 0.2},
        {"p95_ms": 900, "database_cpu": 0.3, "app_cpu": 0.2},
        {"p95_ms": 120, "p95_target_ms": 100, "database_cpu": 0.3, "app_cpu": 0.2},
        {
            "p95_ms": 120,
            "database_cpu": 0.3,
            "app_cpu": 0.2,
            "connections_used": 60,
            "max_connections": 100,
        },
        {"p95_ms": 120, "database_cpu": 0.3, "app_cpu": 0.2, "iops_share": 0.9},
        {
            "p95_ms": 120,
            "database_cpu": 0.3,
            "app_cpu": 0.2,
            "io_wait_share": 0.6,
            "active_sessions": 2,
        },
        {
            "p95_ms": 120,
            "database_cpu": 0.1,
            "database_cpu_wait": 0.9,
            "app_cpu": 0.2,
            "host_cpu": 0.99,
        },
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("load.headroom", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"p95_ms": 120}, {"database_cpu": 0.3, "app_cpu": 0.2}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("load.headroom", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
