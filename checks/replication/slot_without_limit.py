"""May a replication slot keep log until the disk is full?

Why: by default nothing limits what is kept for a slot. One reader that stays away over a weekend then stops the
primary, which is worse than a replica that has to be built anew.
What to do: set max_slot_wal_keep_size to what the disk can spare.
Source: PostgreSQL's documentation of max_slot_wal_keep_size (13 and later; default -1, unlimited); the ladder's card
of read_replica asks for a finite value.
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres
from checks.replication._copies import slots
from checks.signal import size

ADVICE = True


def check(postgres: Postgres) -> Report:
    """Fires when there are slots and max_slot_wal_keep_size is unlimited."""
    found = slots(postgres)
    if isinstance(found, Report):
        return found
    if not found:
        return not_applicable("there is no replication slot")
    if (report := unread(postgres.missing, "settings")) is not None:
        return report
    limit = postgres.setting("max_slot_wal_keep_size")
    if limit is None:
        return few("max_slot_wal_keep_size is not known; PostgreSQL 12 does not have it")
    kept = sum(each.kept_bytes or 0 for each in found)
    finding = Finding(
        message=f"{len(found)} replication slots keep {size(kept)} of log now,"
        " and nothing limits how much it may become",
        remedy="ALTER SYSTEM SET max_slot_wal_keep_size = '50GB'; (what the disk can spare) SELECT pg_reload_conf();",
        severity=Severity.LOW,
        facts=(seen("max_slot_wal_keep_size", limit, "B", "pg_settings"),),
    )
    return one(
        finding if limit < 0 else None, note=f"a slot may keep {size(max(limit, 0))} at most"
    )
