"""Is a slot about to lose its log, or has it lost it?

Why: when more is kept for it than max_slot_wal_keep_size allows, the server drops the log that the reader still
needs: a replica must be built anew, a change-capture job has a gap.
What to do: let the reader catch up now, or give it more room; a lost slot can only be dropped.
Source: PostgreSQL's documentation of pg_replication_slots.wal_status (13 and later); nine tenths of the allowed size
is pgFirstAid's bar.
"""

from functools import partial

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import each, few, seen
from checks.probes.postgres import Postgres, Slot
from checks.replication._copies import slots
from checks.signal import percent, size

ADVICE = True
NEARLY = 0.9
GONE = ("lost", "unreserved")


def check(postgres: Postgres) -> Report:
    """Fires for each slot that lost its log (CRITICAL), is losing it, or used nine tenths of its room."""
    found = slots(postgres)
    if isinstance(found, Report):
        return found
    if not found:
        return not_applicable("there is no replication slot")
    if postgres.version < 130_000:
        return few("PostgreSQL 12 never drops a slot's log, and so does not tell")
    limit = postgres.setting("max_slot_wal_keep_size")
    return each(
        found,
        partial(_finding, limit=limit),
        total=len(found),
        note=f"{len(found)} slots have the log that their readers need",
        too_few="there is no replication slot",
    )


def _finding(one: Slot, limit: float | None) -> Finding | None:
    fact = seen("wal_status", one.status or "", "str", "pg_replication_slots")
    if one.status in GONE:
        return Finding(
            message=f"{one.kind} slot {one.name!r} {'has lost' if one.status == 'lost' else 'is losing'} the log that"
            " its reader needs",
            remedy=f"SELECT pg_drop_replication_slot('{one.name}'); and build its reader anew (pg_basebackup, a new"
            " snapshot); before that, let it catch up if its status is still unreserved",
            severity=Severity.CRITICAL,
            facts=(fact,),
        )
    room = limit or 0.0
    if one.safe_bytes is None or room <= 0 or one.safe_bytes > (1 - NEARLY) * room:
        return None
    return Finding(
        message=f"{one.kind} slot {one.name!r} has used {percent(1 - one.safe_bytes / room)} of the {size(room)} of log"
        " that are kept for it",
        remedy="let its reader catch up, or ALTER SYSTEM SET max_slot_wal_keep_size = '...'; SELECT pg_reload_conf();",
        severity=Severity.HIGH,
        facts=(seen("safe_bytes", one.safe_bytes, "B", "pg_replication_slots.safe_wal_size"),),
    )
