import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"app_cpu": 0.7, "database_cpu": 0.49}, Severity.MEDIUM),
        ({"app_cpu": 0.85, "database_cpu": 0.2}, Severity.HIGH),
        ({"app_cpu": 0.4, "database_cpu": 0.2, "growth_per_year": 3}, Severity.MEDIUM),
        (  # seen live: threads of one process wait for a processor for twice as long as they run
            {"app_cpu": 0.5, "database_cpu": 0.2, "app_cpu_wait": 1.2, "host_cpu": 0.76},
            Severity.MEDIUM,
        ),
        (
            {"app_cpu": 0.56, "database_cpu": 0.1, "database_cores": 2, "host_cpu": 1.0},
            Severity.MEDIUM,
        ),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("saturation.app_cpu", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"app_cpu": 0.69, "database_cpu": 0.2},
        {"app_cpu": 0.99, "database_cpu": 0.65},
        {"app_cpu": 0.1, "database_cpu": 0.99},
        {"app_cpu": 0.56, "database_cpu": 0.1, "database_cores": 2, "host_cpu": 0.6},
        {"app_cpu": 0.3, "database_cpu": 0.2, "database_cores": 2, "host_cpu": 1.0},
        {"app_cpu": 0.69, "database_cpu": 0.2, "growth_per_year": 1.2},
        {"app_cpu": 0.5, "database_cpu": 0.2, "app_cpu_wait": 1.2, "host_cpu": 0.5},
        {"app_cpu": 0.5, "database_cpu": 0.2, "app_cpu_wait": 0.7, "host_cpu": 0.76},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("saturation.app_cpu", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"app_cpu": 0.99}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("saturation.app_cpu", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
