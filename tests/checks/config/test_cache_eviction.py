import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"cache_eviction": "noeviction", "cache_memory_share": 0.75}, Severity.MEDIUM),
        ({"cache_eviction": "noeviction", "cache_memory_share": 0.2}, Severity.LOW),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("config.cache_eviction", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"cache_eviction": "allkeys-lru", "cache_memory_share": 1.0},
        {"cache_eviction": "allkeys-lfu"},
        {"cache_eviction": "volatile-lru", "cache_memory_share": 0.9},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("config.cache_eviction", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"cache_eviction": "noeviction"}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("config.cache_eviction", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
