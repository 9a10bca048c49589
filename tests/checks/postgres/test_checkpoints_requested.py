"""Checkpoints that writing begins."""

from dataclasses import replace

from checks.core import Confidence, Outcome, Reason, Report
from checks.postgres.checkpoints_requested import check
from checks.probes.postgres import Checkpoints
from tests.checks.postgres.small import DAY, fires, not_looked_at, postgres, quiet, settings

GB = 1024**3


def run(timed: int, requested: int, hours: float = 10.0) -> Report:
    known = settings(max_wal_size=str(GB))
    counted = Checkpoints(timed=timed, requested=requested, since=100 * DAY - hours * 3600)
    return check(replace(known, checkpoints=counted))


def test_fires_with_a_larger_limit() -> None:
    report = run(20, 80)
    words = fires(report)
    assert "80 % of the checkpoints were requested, 8 an hour (max_wal_size is 1 GiB)" in words
    assert "max_wal_size = '4GB'" in words
    assert report.findings[0].confidence is Confidence.MEDIUM


def test_in_a_window_it_is_sure() -> None:
    seen = postgres(checkpoints=Checkpoints(timed=2, requested=20), window_s=7200.0)
    assert check(seen).findings[0].confidence is Confidence.HIGH


def test_leaves_timed_ones_alone() -> None:
    assert quiet(run(100, 5))


def test_leaves_a_nightly_backup_on_a_quiet_server_alone() -> None:
    assert quiet(run(4, 10, hours=240.0))


def test_few_checkpoints_a_missing_part_and_not_looked_at() -> None:
    assert run(1, 8).reason is Reason.INSUFFICIENT
    assert run(1, 80, hours=0.5).reason is Reason.INSUFFICIENT
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"checkpoints": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.checkpoints_requested").outcome is Outcome.UNKNOWN
