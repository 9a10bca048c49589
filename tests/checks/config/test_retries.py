import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"retry_layers": 2, "error_share": 0.001}, Severity.MEDIUM),
        ({"retry_layers": 3}, Severity.LOW),
        ({"retry_layers": 3, "error_share": 0.0001}, Severity.LOW),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("config.retries", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"retry_layers": 1, "error_share": 0.2},
        {"retry_layers": 0},
        {"retry_layers": 1},
        {"retry_layers": 0, "error_share": 1.0},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("config.retries", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"error_share": 0.5}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("config.retries", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
