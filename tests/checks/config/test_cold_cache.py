import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"peak_requests_per_second": 2000, "origin_capacity": 300}, Severity.MEDIUM),
        (
            {"requests_per_second": 200, "origin_capacity": 100, "single_flight": False},
            Severity.MEDIUM,
        ),
        (
            {"peak_requests_per_second": 2000, "origin_capacity": 300, "single_flight": True},
            Severity.LOW,
        ),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("config.cold_cache", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"peak_requests_per_second": 300, "origin_capacity": 300},
        {"requests_per_second": 20, "origin_capacity": 100},
        {"peak_requests_per_second": 10, "origin_capacity": 100, "single_flight": False},
        {"requests_per_second": 0.0, "origin_capacity": 100},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("config.cold_cache", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"peak_requests_per_second": 5}, {"origin_capacity": 5}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("config.cold_cache", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
