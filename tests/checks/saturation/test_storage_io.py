import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ({"iops_share": 0.8}, Severity.MEDIUM),
        ({"throughput_share": 0.8, "iops_share": 0.1}, Severity.MEDIUM),
        ({"burst_balance": 0.1}, Severity.MEDIUM),
        ({"io_wait_share": 0.3, "database_cpu": 0.2}, Severity.MEDIUM),
        ({"host_io_wait": 0.25, "database_cpu": 0.2}, Severity.MEDIUM),
    ],
)
def test_fires(seen: dict[str, Scalar], severity: Severity) -> None:
    report = ask("saturation.storage_io", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is severity
    assert {fact.name for fact in finding.facts} & set(seen)


@pytest.mark.parametrize(
    "seen",
    [
        {"iops_share": 0.79},
        {"throughput_share": 0.5},
        {"burst_balance": 0.2},
        {"burst_balance": 1.0},
        {"io_wait_share": 0.29},
        {"io_wait_share": 0.6, "host_cpu": 0.99},
        {"io_wait_share": 0.7, "active_sessions": 0.4},
        {"host_io_wait": 0.1},
        {"host_io_wait": 0.4, "host_cpu": 0.99},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("saturation.storage_io", **seen).outcome is Outcome.OK


@pytest.mark.parametrize("seen", [{}])
def test_not_looked_at(seen: dict[str, Scalar]) -> None:
    report = ask("saturation.storage_io", **seen)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants and not set(report.wants) & set(seen)
