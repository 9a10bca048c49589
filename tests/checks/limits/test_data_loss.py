import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"), [({"backup_every_min": 1440, "rpo_min": 15}, Severity.MEDIUM)]
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.data_loss", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"backup_every_min": 5, "rpo_min": 15},
        {"backup_every_min": 15, "rpo_min": 15},
        {"backup_every_min": 1440, "rpo_min": 1440},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.data_loss", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}, {"rpo_min": 15}, {"backup_every_min": 1440}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.data_loss", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
