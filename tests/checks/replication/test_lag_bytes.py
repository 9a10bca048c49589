"""How much log the copies have still to replay."""

from checks.core import Outcome, Reason, Severity
from checks.probes.postgres import Receiver
from checks.replication.lag_bytes import check
from tests.checks.postgres.small import copies, fires, not_looked_at, postgres, quiet, standby

MB = 1024**2


def test_fires_from_8_mb_and_500_are_high() -> None:
    report = check(copies(standby(behind_bytes=9 * MB)))
    assert "standby 'replica1' has 9 MiB of log still to replay" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert check(copies(standby(behind_bytes=600 * MB))).findings[0].severity is Severity.HIGH


def test_fires_on_the_replica_itself() -> None:
    late = Receiver(streaming=True, behind_bytes=50 * MB)
    assert "this replica has 50 MiB" in fires(check(copies(late, in_recovery=True)))


def test_leaves_little_and_a_running_backup_alone() -> None:
    backup = standby(name="pg_basebackup", state="backup", behind_bytes=900 * MB)
    assert quiet(check(copies(standby(behind_bytes=7 * MB), backup)))


def test_no_copy_no_right_a_missing_part_and_not_looked_at() -> None:
    assert check(copies()).outcome is Outcome.NOT_APPLICABLE
    assert check(copies(standby(state=None))).reason is Reason.INSUFFICIENT
    assert check(copies(standby(behind_bytes=None))).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"standbys": "x"})).reason is Reason.ERROR
    assert not_looked_at("replication.lag_bytes").outcome is Outcome.UNKNOWN
