import pytest

from checks.core import Outcome, Scalar, Severity
from tests.facts import ask


@pytest.mark.parametrize(
    "seen",
    [
        {"wal_bytes_per_second": 200e6},
        {"wal_bytes_per_second": 60e6, "replica_lag_s": 90},
        {"wal_bytes_per_second": 60e6, "replica_lag_s": 20, "staleness_ok_s": 5},
    ],
)
def test_fires(seen: dict[str, Scalar]) -> None:
    report = ask("saturation.log_stream", **seen)
    assert report.outcome is Outcome.PROBLEM
    (finding,) = report.findings
    assert finding.severity is Severity.MEDIUM
    assert "wal_bytes_per_second" in {fact.name for fact in finding.facts}


@pytest.mark.parametrize(
    "seen",
    [
        {"wal_bytes_per_second": 0},
        {"wal_bytes_per_second": 49e6, "replica_lag_s": 90},
        {"wal_bytes_per_second": 199e6},
        {"wal_bytes_per_second": 199e6, "replica_lag_s": 0.2, "staleness_ok_s": 5},
        {"wal_bytes_per_second": 199e6, "replica_lag_s": 90, "replicas": 0},
    ],
)
def test_leaves_alone(seen: dict[str, Scalar]) -> None:
    assert ask("saturation.log_stream", **seen).outcome is Outcome.OK


def test_not_looked_at() -> None:
    report = ask("saturation.log_stream", replica_lag_s=90)
    assert report.outcome is Outcome.UNKNOWN
    assert report.wants == ("wal_bytes_per_second",)
