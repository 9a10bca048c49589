import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        (
            {"p50_ms": 400, "database_ms_per_request": 20, "processor_ms_per_request": 10},
            Severity.MEDIUM,
        ),
        (  # somebody else fills the machine, and our own processes hardly wait for it
            {
                "p50_ms": 400,
                "database_ms_per_request": 20,
                "processor_ms_per_request": 10,
                "host_cpu": 0.99,
                "app_cpu": 0.1,
                "app_cpu_wait": 0.1,
                "database_cpu": 0.1,
                "database_cpu_wait": 0.1,
                "processor_wait_ms_per_request": 30,
            },
            Severity.MEDIUM,
        ),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("saturation.external_wait", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {
            "p50_ms": 400,
            "database_ms_per_request": 20,
            "processor_ms_per_request": 10,
            "deferrable_share": 0.5,
        },
        {"p50_ms": 8, "database_ms_per_request": 2, "processor_ms_per_request": 1},
        {"p50_ms": 100, "database_ms_per_request": 60, "processor_ms_per_request": 30},
        {
            "p50_ms": 400,
            "database_ms_per_request": 20,
            "processor_ms_per_request": 10,
            "host_cpu": 0.9,
        },
        {
            "p50_ms": 400,
            "database_ms_per_request": 20,
            "processor_ms_per_request": 10,
            "app_cpu": 0.9,
        },
        {
            "p50_ms": 400,
            "database_ms_per_request": 20,
            "processor_ms_per_request": 10,
            "host_cpu": 0.99,
            "app_cpu": 0.1,
            "app_cpu_wait": 0.9,
            "database_cpu": 0.1,
            "database_cpu_wait": 0.1,
        },
        {
            "p50_ms": 400,
            "database_ms_per_request": 20,
            "processor_ms_per_request": 10,
            "processor_wait_ms_per_request": 200,
        },
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("saturation.external_wait", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"p50_ms": 400}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("saturation.external_wait", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
