import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(("seen", "severity"), [({"scaling_profile_ratio": 10}, Severity.MEDIUM)])
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("people.uneven_parts", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize("seen", [{"scaling_profile_ratio": 9}, {"scaling_profile_ratio": 1}])
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("people.uneven_parts", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("people.uneven_parts", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
