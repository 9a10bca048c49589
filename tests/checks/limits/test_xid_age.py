import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [({"xid_age_share": 0.5}, Severity.HIGH), ({"xid_age_share": 0.95}, Severity.CRITICAL)],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.xid_age", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize("seen", [{"xid_age_share": 0.09}, {"xid_age_share": 0.49}])
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.xid_age", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.xid_age", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
