"""A slot that is read and keeps gigabytes all the same."""

from checks.core import Outcome, Reason, Severity
from checks.replication.slot_kept_log import check
from tests.checks.postgres.small import copies, fires, not_looked_at, postgres, quiet, slot

GB = 10**9


def test_fires_from_5_gb_and_20_are_high() -> None:
    report = check(copies(slot(kept_bytes=6 * GB)))
    assert "is read, and keeps 6 GiB" in fires(report)
    assert report.findings[0].severity is Severity.MEDIUM
    assert check(copies(slot(kept_bytes=21 * GB))).findings[0].severity is Severity.HIGH


def test_leaves_less_alone() -> None:
    assert quiet(check(copies(slot(kept_bytes=4 * GB))))


def test_leaves_inactive_ones_to_their_own_check() -> None:
    assert quiet(check(copies(slot(), slot(name="b", active=False, kept_bytes=9 * GB))))


def test_none_read_a_missing_part_and_not_looked_at() -> None:
    assert check(copies(slot(active=False))).outcome is Outcome.NOT_APPLICABLE
    assert check(postgres()).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"slots": "x"})).reason is Reason.ERROR
    assert not_looked_at("replication.slot_kept_log").outcome is Outcome.UNKNOWN
