import pytest

from checks.core import Outcome, Scalar
from tests.facts import ask


@pytest.mark.parametrize(
    "seen",
    [
        {"p95_ms": 120, "database_cpu": 0.5, "app_cpu": 0.2},
        {"p95_ms": 120, "database_cpu": 0.2, "app_cpu": 0.69},
        {"p95_ms": 900, "p95_target_ms": 1000, "database_cpu": 0.64, "app_cpu": 0.64},
    ],
)
def test_fires(seen: dict[str, Scalar]) -> None:
    report = ask("load.near_lines", **seen)
    assert report.outcome is Outcome.PROBLEM
    assert {fact.name for fact in report.findings[0].facts} == set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"p95_ms": 120, "database_cpu": 0.49, "app_cpu": 0.2},
        {"p95_ms": 120, "database_cpu": 0.65, "app_cpu": 0.2},
        {"p95_ms": 120, "database_cpu": 0.2, "app_cpu": 0.7},
        {  # what waits on a full machine counts, as in load.headroom
            "p95_ms": 120,
            "database_cpu": 0.4,
            "app_cpu": 0.5,
            "host_cpu": 0.99,
            "database_cpu_wait": 0.9,
            "app_cpu_wait": 0.1,
        },
        {"p95_ms": 900, "database_cpu": 0.55, "app_cpu": 0.2},
        {"p95_ms": 120, "p95_target_ms": 100, "database_cpu": 0.55, "app_cpu": 0.2},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("load.near_lines", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"p95_ms": 120}, {"database_cpu": 0.55, "app_cpu": 0.2}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    assert ask("load.near_lines", **seen).outcome is Outcome.UNKNOWN
