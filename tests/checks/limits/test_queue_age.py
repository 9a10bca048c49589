import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"oldest_job_s": 900, "job_deadline_s": 600}, Severity.MEDIUM),
        ({"job_arrivals_per_second": 12, "job_completions_per_second": 10}, Severity.MEDIUM),
        (
            {
                "oldest_job_s": 900,
                "job_deadline_s": 600,
                "queue_consumers": 24,
                "queue_partitions": 8,
            },
            Severity.MEDIUM,
        ),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("limits.queue_age", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"oldest_job_s": 20, "job_deadline_s": 600},
        {"oldest_job_s": 600, "job_deadline_s": 600},
        {
            "oldest_job_s": 2,
            "job_deadline_s": 60,
            "job_arrivals_per_second": 9,
            "job_completions_per_second": 10,
        },
        {"oldest_job_s": 2, "job_deadline_s": 60, "queue_consumers": 24, "queue_partitions": 8},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("limits.queue_age", **seen).outcome in {Outcome.OK, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("seen", [{}, {"oldest_job_s": 30}, {"job_arrivals_per_second": 3}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("limits.queue_age", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
