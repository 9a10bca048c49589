"""How many seconds the copies are behind."""

from checks.core import Outcome, Reason, Severity
from checks.probes.postgres import Receiver
from checks.replication.lag_time import check
from tests.checks.postgres.small import copies, fires, not_looked_at, postgres, quiet, standby


def test_fires_from_five_seconds_and_a_minute_is_high() -> None:
    report = check(copies(standby(lag_s=12.0), standby(name="b", lag_s=90.0), standby(name="c")))
    words = fires(report)
    assert "standby 'replica1' is 12 s behind" in words and "standby 'b' is 90 s behind" in words
    assert "'c'" not in words
    assert [one.severity for one in report.findings] == [Severity.HIGH, Severity.MEDIUM]


def test_fires_on_the_replica_itself() -> None:
    late = Receiver(streaming=True, behind_bytes=9, lag_s=30.0)
    assert "this replica is 30 s behind" in fires(check(copies(late, in_recovery=True)))


def test_leaves_copies_in_step_alone() -> None:
    assert quiet(check(copies(standby(), standby(name="b", lag_s=4.9))))


def test_a_quiet_server_has_no_lag_to_tell() -> None:
    assert check(copies(standby(lag_s=None))).reason is Reason.INSUFFICIENT


def test_no_copy_no_right_a_missing_part_and_not_looked_at() -> None:
    assert check(copies()).outcome is Outcome.NOT_APPLICABLE
    assert check(copies(standby(state=None))).reason is Reason.INSUFFICIENT
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"standbys": "x"})).reason is Reason.ERROR
    assert not_looked_at("replication.lag_time").outcome is Outcome.UNKNOWN
