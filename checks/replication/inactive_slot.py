"""Does a replication slot keep log for a reader that is not there?

Why: a slot is a promise to keep every byte until its reader has it. When the reader is gone for good (a removed
replica, a deleted change-capture job), the log grows until the disk is full and the server stops.
What to do: let the reader come back, or drop the slot.
Source: PgHero and pgFirstAid report every inactive slot, awesome-prometheus-alerts after ten minutes. From 100 MB
kept, so that a reader that restarts never alarms (this tool's default); HIGH from 5 GB (pgEdge).
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import each, seen
from checks.probes.postgres import Postgres, Slot
from checks.replication._copies import slots
from checks.signal import size

ADVICE = True
LEAST = 100_000_000
MUCH = 5 * 10**9


def check(postgres: Postgres) -> Report:
    """Fires for each inactive slot that keeps 100 MB of log; HIGH from 5 GB."""
    found = slots(postgres)
    if isinstance(found, Report):
        return found
    if not found:
        return not_applicable("there is no replication slot")
    return each(
        found,
        _finding,
        total=len(found),
        note=f"{len(found)} slots, each read or keeping little",
        too_few="there is no replication slot",
    )


def _finding(one: Slot) -> Finding | None:
    kept = one.kept_bytes or 0
    if one.active or kept < LEAST:
        return None
    return Finding(
        message=f"{one.kind} slot {one.name!r} is read by nobody and keeps {size(kept)} of log",
        remedy=f"bring its reader back, or SELECT pg_drop_replication_slot('{one.name}');",
        severity=Severity.HIGH if kept >= MUCH else Severity.MEDIUM,
        facts=(seen("kept_bytes", kept, "B", "pg_replication_slots.restart_lsn"),),
    )
