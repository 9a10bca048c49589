import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"cache_hit_ratio": 0.49}, Severity.MEDIUM),
        ({"cache_hit_ratio": 0.79}, Severity.LOW),
        ({"cache_hit_ratio": 0.5}, Severity.LOW),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("config.cache_hits", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"cache_hit_ratio": 0.8},
        {"cache_hit_ratio": 0.95},
        {"cache_hit_ratio": 1.0},
        {"cache_hit_ratio": 0.9, "repeat_share": 0.0},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("config.cache_hits", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"cache": "redis"}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("config.cache_hits", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
