import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"cache_evictions_per_second": 3, "cache_hit_ratio": 0.5}, Severity.MEDIUM),
        (
            {"cache_evictions_per_second": 0.1, "cache_hit_ratio": 0.79, "cache_memory_share": 1.0},
            Severity.MEDIUM,
        ),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("config.evictions", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"cache_evictions_per_second": 0},
        {"cache_evictions_per_second": 0, "cache_hit_ratio": 0.1},
        {"cache_evictions_per_second": 300, "cache_hit_ratio": 0.8},
        {"cache_evictions_per_second": 300, "cache_hit_ratio": 0.99},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("config.evictions", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"cache_hit_ratio": 0.5}, {"cache_evictions_per_second": 3}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("config.evictions", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
