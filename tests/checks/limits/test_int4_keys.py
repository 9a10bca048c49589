import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [({"int4_fill": 0.7}, Severity.MEDIUM), ({"int4_fill": 0.9}, Severity.CRITICAL)],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.int4_keys", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize("seen", [{"int4_fill": 0.69}, {"int4_fill": 0.0}])
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.int4_keys", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.int4_keys", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
