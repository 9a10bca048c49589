"""Log that is kept for nobody."""

from checks.core import Outcome, Reason, Severity
from checks.replication.inactive_slot import check
from tests.checks.postgres.small import copies, fires, not_looked_at, postgres, quiet, slot

MB, GB = 10**6, 10**9


def test_fires_and_5_gb_are_high() -> None:
    gone = slot(name="cdc", kind="logical", active=False, kept_bytes=300 * MB)
    report = check(copies(gone, slot()))
    words = fires(report)
    assert "logical slot 'cdc' is read by nobody and keeps 286 MiB" in words
    assert "pg_drop_replication_slot('cdc')" in words
    assert report.findings[0].severity is Severity.MEDIUM
    much = slot(active=False, kept_bytes=6 * GB)
    assert check(copies(much)).findings[0].severity is Severity.HIGH


def test_leaves_a_reader_that_restarts_alone() -> None:
    assert quiet(check(copies(slot(active=False, kept_bytes=99 * MB))))


def test_leaves_active_and_temporary_ones_alone() -> None:
    assert quiet(check(copies(slot(kept_bytes=9 * GB))))
    backup = slot(name="b", active=False, temporary=True, kept_bytes=9 * GB)
    assert quiet(check(copies(slot(), backup)))


def test_no_slot_a_missing_part_and_not_looked_at() -> None:
    assert check(copies()).outcome is Outcome.NOT_APPLICABLE
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"slots": "x"})).reason is Reason.ERROR
    assert not_looked_at("replication.inactive_slot").outcome is Outcome.UNKNOWN
