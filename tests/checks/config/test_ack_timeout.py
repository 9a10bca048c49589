import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"ack_timeout_s": 30, "job_p99_s": 90}, Severity.MEDIUM),
        ({"ack_timeout_s": 30, "job_p99_s": 30}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("config.ack_timeout", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"ack_timeout_s": 300, "job_p99_s": 90},
        {"ack_timeout_s": 30, "job_p99_s": 0.1},
        {"ack_timeout_s": 31, "job_p99_s": 30},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("config.ack_timeout", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"ack_timeout_s": 30}, {"job_p99_s": 3}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("config.ack_timeout", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
