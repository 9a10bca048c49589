"""Slots that may keep log until the disk is full."""

from dataclasses import replace

from checks.core import Outcome, Reason, Report
from checks.probes.postgres import Slot
from checks.replication.slot_without_limit import check
from tests.checks.postgres.small import (
    copies,
    fires,
    not_looked_at,
    postgres,
    quiet,
    settings,
    slot,
)


def run(limit: str, *slots: Slot) -> Report:
    known = settings(max_slot_wal_keep_size=limit)
    return check(replace(known, replication=copies(*slots).replication))


def test_fires_when_unlimited() -> None:
    words = fires(run("-1", slot(kept_bytes=5000)))
    assert "1 replication slots keep 5 KiB" in words and "max_slot_wal_keep_size = " in words


def test_leaves_a_limit_alone() -> None:
    assert quiet(run("53687091200", slot()))


def test_without_a_slot_the_question_does_not_arise() -> None:
    assert run("-1").outcome is Outcome.NOT_APPLICABLE
    assert run("-1", slot(temporary=True)).outcome is Outcome.NOT_APPLICABLE


def test_unknown_a_missing_part_and_not_looked_at() -> None:
    assert check(copies(slot())).reason is Reason.INSUFFICIENT
    assert check(postgres(missing={"slots": "x"})).reason is Reason.ERROR
    assert not_looked_at("replication.slot_without_limit").outcome is Outcome.UNKNOWN
