import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"on_call_people": 1}, Severity.MEDIUM),
        ({"on_call_people": 0}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("people.thin_on_call", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"on_call_people": 2},
        {"on_call_people": 6},
        {"on_call_people": 40},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("people.thin_on_call", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"teams": 3}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("people.thin_on_call", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
