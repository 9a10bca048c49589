"""Does the folder of the log hold far more than it should ever need?

Why: log is kept for whoever still wants it: a slot whose reader is gone, an archive that fails, a standby that hangs.
It grows until the disk is full, and then the server stops.
What to do: find who keeps it: replication.inactive_slot, postgres.archive_failing, wal_keep_size.
Source: 20 and 50 GB are pgEdge's bars; it must be three times max_wal_size too (this tool's default), for a server
that is set to keep that much is in order.
"""

from checks.core import Finding, Report, Severity
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres
from checks.signal import size

ADVICE = True
LARGE = 20 * 10**9
VERY_LARGE = 50 * 10**9
TIMES = 3.0


def check(postgres: Postgres) -> Report:
    """Fires from 20 GB and three times max_wal_size; HIGH from 50 GB."""
    if (report := unread(postgres.missing, "wal", "wal_folder", "settings")) is not None:
        return report
    held = postgres.wal.folder_bytes if postgres.wal else None
    limit = postgres.setting("max_wal_size")
    if held is None or limit is None:
        return few("the size of pg_wal is not known: grant pg_monitor")
    found = Finding(
        message=f"pg_wal holds {size(held)}; max_wal_size is {size(limit)}",
        remedy="SELECT slot_name, active, restart_lsn FROM pg_replication_slots ORDER BY restart_lsn; SELECT * FROM"
        " pg_stat_archiver; drop the slot that nobody reads, or repair the archive command. Never delete files there",
        severity=Severity.HIGH if held >= VERY_LARGE else Severity.MEDIUM,
        facts=(seen("wal_folder_bytes", held, "B", "pg_ls_waldir"),),
    )
    return one(
        found if held >= LARGE and held >= TIMES * limit else None,
        note=f"pg_wal holds {size(held)}",
    )
