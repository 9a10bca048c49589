import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"database_cpu": 0.65}, Severity.MEDIUM),
        ({"database_cpu": 0.8}, Severity.HIGH),
        ({"database_cpu": 0.3, "launch_in_days": 9, "launch_load_factor": 4}, Severity.MEDIUM),
        ({"database_cpu": 0.3, "database_cpu_wait": 1.2, "host_cpu": 0.99}, Severity.MEDIUM),
        (
            {
                "database_cpu": 0.5,
                "database_cpu_wait": 0.4,
                "host_cpu": 0.5,
                "database_cores_busy": 0.9,
            },
            Severity.MEDIUM,
        ),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("saturation.database_cpu", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"database_cpu": 0.3, "launch_in_days": 900, "launch_load_factor": 4},
        {"database_cpu": 0.3, "launch_in_days": 9, "launch_load_factor": 2},
        {"database_cpu": 0.64},
        {"database_cpu": 0.1},
        {"database_cpu": 0.3, "host_cpu": 0.99},
        {"database_cpu": 0.3, "host_cpu": 0.99, "database_cpu_wait": 0.2},
        {"database_cpu": 0.3, "host_cpu": 0.5, "database_cpu_wait": 1.2},
        {
            "database_cpu": 0.3,
            "host_cpu": 0.99,
            "database_cpu_wait": 1.2,
            "database_cores_busy": 0.4,
        },
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("saturation.database_cpu", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"host_cpu": 0.99}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("saturation.database_cpu", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
