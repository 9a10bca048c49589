"""Does the archive of the log fail?

Why: without it there is no restore to a point in time, and the server keeps every segment that was not archived until
the disk is full.
What to do: read the log for archive_command's own words; repair it; the server then catches up by itself.
Source: pgEdge reports failing with growing log as its gravest pair; PostgreSQL's documentation, "Setting Up WAL
Archiving" (25.3.1). It fails now when the last failure is newer than the last success.
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import few, one, seen, span, unread
from checks.probes.postgres import Postgres
from checks.signal import size

ADVICE = True
OFF = ("off", "")


def check(postgres: Postgres) -> Report:
    """Fires when the last attempt to archive failed."""
    if (report := unread(postgres.missing, "archiver", "settings")) is not None:
        return report
    state = postgres.archiver
    if state is None or "archive_mode" not in postgres.settings:
        return few("the archive's state is not known")
    if postgres.settings["archive_mode"] in OFF:
        return not_applicable("the log is not archived (archive_mode is off)")
    if state.last_archived is None and state.last_failed is None:
        return few("nothing was archived yet")
    failing = (state.last_failed or 0.0) > (state.last_archived or 0.0)
    return one(
        _finding(postgres) if failing else None, note=f"{state.archived} segments were archived"
    )


def _finding(postgres: Postgres) -> Finding:
    state = postgres.archiver
    assert state is not None and state.last_failed is not None  # noqa: S101 (asked before)
    since = (
        "nothing was ever archived"
        if state.last_archived is None
        else f"the last success was {span(max(0.0, postgres.at - state.last_archived))} ago"
    )
    held = postgres.wal.folder_bytes if postgres.wal else None
    kept = f"; pg_wal holds {size(held)}" if held else ""
    return Finding(
        message=f"archiving the log fails ({state.failed} times), {since}{kept}",
        remedy="SELECT * FROM pg_stat_archiver; the server's log has the command's own words; run it by hand as the"
        " server's user",
        severity=Severity.HIGH,
        facts=(seen("archive_failures", state.failed, "1", "pg_stat_archiver"),),
    )
