"""Is so much log written that it will set the limit of this server and of all its copies?

Why: the log is written once, flushed, archived, sent to every replica and replayed there by one process: it is the
one stream that no replica takes off the primary.
What to do: find the statements (postgres.wal_per_call), spread imports, drop unused indexes; then faster storage.
Source: 50 and 200 MB a second are pgEdge's bars. It is a rate: two looks are needed (--seconds 60), a second at
least.
"""

from checks.core import Finding, Report, Severity
from checks.fill.fact import window
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres
from checks.signal import size

ADVICE = True
MUCH = 50_000_000.0
VERY_MUCH = 200_000_000.0


def check(postgres: Postgres) -> Report:
    """Fires from 50 MB of log a second; HIGH from 200."""
    if (report := unread(postgres.missing, "wal")) is not None:
        return report
    seconds = postgres.window_s
    rate = postgres.log_rate
    if rate is None:
        return few("the log's growth takes two looks: --seconds 60")
    found = Finding(
        message=f"{size(rate)} of write-ahead log are written a second ({window(seconds)})",
        remedy="who writes it: SELECT calls, wal_bytes, query FROM pg_stat_statements ORDER BY wal_bytes DESC LIMIT 5;"
        " batch and spread those writes, drop indexes that nothing reads",
        severity=Severity.HIGH if rate >= VERY_MUCH else Severity.MEDIUM,
        facts=(seen("wal_bytes_per_second", rate, "B/s", "pg_current_wal_lsn", window(seconds)),),
    )
    return one(
        found if rate >= MUCH else None,
        window=window(seconds),
        note=f"{size(rate)} of log are written a second",
    )
