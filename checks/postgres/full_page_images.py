"""Is the log made mostly of whole pages?

Why: after each checkpoint the first change of every page writes all its 8 kB to the log. Where checkpoints are
frequent, a change of a few bytes costs a hundred times as much log, and every replica and archive pays it again.
What to do: checkpoints further apart (max_wal_size, checkpoint_timeout), wal_compression.
Source: 40 % of the log is pgEdge's bar. Page images are taken at 8 kB each, at most the whole log: with
wal_compression on they are smaller, so then it is quiet. Of at least 100 MB of log in at least ten minutes (this
tool's defaults), since shortly after a checkpoint the share is always high. Needs PostgreSQL 14.
"""

from checks.core import Confidence, Finding, Report, Severity
from checks.fill.fact import window
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres
from checks.signal import percent, size

ADVICE = True
MOSTLY = 0.4
PAGE = 8192
ENOUGH_BYTES = 100_000_000
ENOUGH_S = 600.0


def check(postgres: Postgres) -> Report:
    """Fires when page images are two fifths of 100 MB of log or more."""
    if (report := unread(postgres.missing, "wal", "wal_counters", "settings")) is not None:
        return report
    wal, seconds = postgres.wal, postgres.window_s
    if wal is None or wal.bytes is None or wal.full_pages is None:
        return few("PostgreSQL 14 is the first to count the pages in its log")
    if seconds is None and wal.since is not None:
        seconds = postgres.at - wal.since
    if wal.bytes < ENOUGH_BYTES or seconds is None or seconds < ENOUGH_S:
        return few(f"{size(wal.bytes)} of log were counted; 100 MB over ten minutes are needed")
    share = min(1.0, wal.full_pages * PAGE / wal.bytes)
    packed = postgres.settings.get("wal_compression", "off") != "off"
    found = Finding(
        message=f"{percent(share)} of {size(wal.bytes)} of log are whole pages, written after checkpoints",
        remedy="ALTER SYSTEM SET checkpoint_timeout = '15min'; ALTER SYSTEM SET wal_compression = on;"
        " ALTER SYSTEM SET max_wal_size = '8GB'; SELECT pg_reload_conf();",
        severity=Severity.LOW,
        confidence=Confidence.MEDIUM,
        facts=(seen("full_page_share", share, "ratio", "pg_stat_wal", window(seconds)),),
    )
    return one(
        found if share >= MOSTLY and not packed else None,
        window=window(seconds),
        note=f"{percent(share)} of the log are whole pages",
    )
