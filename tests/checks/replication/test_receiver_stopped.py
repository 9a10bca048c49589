"""A replica that receives or replays nothing."""

from checks.core import Confidence, Outcome, Reason, Report
from checks.probes.postgres import Receiver
from checks.replication.receiver_stopped import check
from tests.checks.postgres.small import copies, fires, not_looked_at, postgres, quiet


def run(streaming: bool = True, paused: bool = False) -> Report:
    receiver = Receiver(streaming=streaming, behind_bytes=0, lag_s=400.0, paused=paused)
    return check(copies(receiver, in_recovery=True))


def test_fires_without_a_primary() -> None:
    report = run(streaming=False)
    assert "connected to no primary, 6.67 min behind" in fires(report)
    assert report.findings[0].confidence is Confidence.MEDIUM


def test_fires_when_replay_is_paused() -> None:
    assert "pg_wal_replay_resume()" in fires(run(paused=True))


def test_leaves_a_streaming_replica_alone() -> None:
    assert quiet(run())


def test_a_primary_a_missing_part_and_not_looked_at() -> None:
    assert check(copies()).outcome is Outcome.NOT_APPLICABLE
    assert check(copies(in_recovery=True)).reason is Reason.INSUFFICIENT
    assert check(postgres(in_recovery=True, missing={"receiver": "x"})).reason is Reason.ERROR
    assert not_looked_at("replication.receiver_stopped").outcome is Outcome.UNKNOWN
