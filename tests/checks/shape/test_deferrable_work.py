import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"deferrable_share": 0.2}, Severity.MEDIUM),
        ({"deferrable_found": "app.py:9 sends mail"}, Severity.LOW),
        ({"deferrable_share": 0.05, "deferrable_found": "app.py:9 sends mail"}, Severity.LOW),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("shape.deferrable_work", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen", [{"deferrable_share": 0.1}, {"deferrable_share": 0.0, "deferrable_found": ""}]
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("shape.deferrable_work", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("shape.deferrable_work", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
