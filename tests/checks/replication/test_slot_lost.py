"""A slot that loses its log."""

from dataclasses import replace

from checks.core import Outcome, Reason, Report, Severity
from checks.probes.postgres import Slot
from checks.replication.slot_lost import check
from tests.checks.postgres.small import (
    copies,
    fires,
    not_looked_at,
    postgres,
    quiet,
    settings,
    slot,
)

GB = 1024**3


def run(*slots: Slot) -> Report:
    known = settings(max_slot_wal_keep_size=str(10 * GB))
    return check(replace(known, replication=copies(*slots).replication))


def test_fires_for_lost_and_losing() -> None:
    report = run(slot(status="lost"), slot(name="b", status="unreserved"))
    words = fires(report)
    assert "'replica1' has lost the log" in words and "'b' is losing the log" in words
    assert report.findings[0].severity is Severity.CRITICAL


def test_fires_at_nine_tenths_of_the_room() -> None:
    report = run(slot(status="extended", safe_bytes=GB // 2))
    assert "has used 95 % of the 10 GiB" in fires(report)
    assert report.findings[0].severity is Severity.HIGH


def test_leaves_room_and_no_limit_alone() -> None:
    assert quiet(run(slot(safe_bytes=5 * GB)))
    assert quiet(check(copies(slot(safe_bytes=None))))


def test_an_old_server_no_slot_a_missing_part_and_not_looked_at() -> None:
    assert check(copies(slot(status=None), version=120022)).reason is Reason.INSUFFICIENT
    assert run().outcome is Outcome.NOT_APPLICABLE
    assert check(postgres(missing={"slots": "x"})).reason is Reason.ERROR
    assert not_looked_at("replication.slot_lost").outcome is Outcome.UNKNOWN
