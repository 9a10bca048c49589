"""Does a slot that is read keep gigabytes of log all the same?

Why: its reader is too slow, hangs in one transaction, or waits for something that never comes: the disk fills as
surely as with no reader, only nobody looks for it there.
What to do: look at the reader's own log; a logical one may wait for a transaction that is still open here.
Source: 5 and 20 GB are pgEdge's bars.
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import each, seen
from checks.probes.postgres import Postgres, Slot
from checks.replication._copies import slots
from checks.signal import size

ADVICE = True
MUCH, VERY_MUCH = 5 * 10**9, 20 * 10**9


def check(postgres: Postgres) -> Report:
    """Fires for each active slot that keeps 5 GB of log; HIGH from 20 GB."""
    found = slots(postgres)
    if isinstance(found, Report):
        return found
    active = [one for one in found if one.active]
    if not active:
        return not_applicable("no replication slot is being read")
    return each(
        active,
        _finding,
        total=len(found),
        note=f"{len(active)} slots are read and keep little",
        too_few="no replication slot is being read",
    )


def _finding(one: Slot) -> Finding | None:
    kept = one.kept_bytes or 0
    if kept < MUCH:
        return None
    return Finding(
        message=f"{one.kind} slot {one.name!r} is read, and keeps {size(kept)} of log all the same",
        remedy="SELECT slot_name, active_pid, restart_lsn, confirmed_flush_lsn FROM pg_replication_slots; the reader's"
        " log says what it waits for; long transactions here hold a logical reader up",
        severity=Severity.HIGH if kept >= VERY_MUCH else Severity.MEDIUM,
        facts=(seen("kept_bytes", kept, "B", "pg_replication_slots.restart_lsn"),),
    )
