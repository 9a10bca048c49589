"""Do checkpoints begin because too much was written, not because it was time?

Why: each checkpoint flushes all changed pages, and after it every page's first change writes the whole page to the
log: the more often, the more is written. The storage then sets the pace of all writes.
What to do: a larger max_wal_size, so that the time-out begins them.
Source: less than half by time is awesome-prometheus-alerts' bar; ten checkpoints over an hour are this tool's least,
and at least two an hour, since CHECKPOINT, a backup and a shutdown count as requested too.
"""

from checks.core import Confidence, Finding, Report, Severity
from checks.fill.fact import window
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres
from checks.signal import percent, size

ADVICE = True
HALF = 0.5
ENOUGH = 10
HOUR_S = 3600.0
OFTEN_AN_HOUR = 2.0


def check(postgres: Postgres) -> Report:
    """Fires when half of ten checkpoints or more were requested, two an hour or more."""
    if (report := unread(postgres.missing, "checkpoints")) is not None:
        return report
    counted = postgres.checkpoints
    seconds = postgres.window_s
    if counted is not None and seconds is None:
        since = counted.since if counted.since is not None else postgres.started
        seconds = None if since is None else postgres.at - since
    total = counted.timed + counted.requested if counted else 0
    if counted is None or seconds is None or total < ENOUGH or seconds < HOUR_S:
        return few(f"{total} checkpoints were counted; {ENOUGH} over an hour are needed")
    share, rate = counted.requested / total, counted.requested / (seconds / HOUR_S)
    return one(
        _finding(postgres, share, rate, seconds)
        if share >= HALF and rate >= OFTEN_AN_HOUR
        else None,
        window=window(seconds),
        note=f"{percent(1 - share)} of {total} checkpoints began by time",
    )


def _finding(postgres: Postgres, share: float, rate: float, seconds: float) -> Finding:
    limit = postgres.setting("max_wal_size")
    now = f" (max_wal_size is {size(limit)})" if limit else ""
    wanted = f"{round((limit or 1024**3) * 4 / 1024**3)}GB"
    return Finding(
        message=f"{percent(share)} of the checkpoints were requested, {rate:.3g} an hour{now}: writing sets their pace",
        remedy=f"ALTER SYSTEM SET max_wal_size = '{wanted}'; SELECT pg_reload_conf(); needs that much more disk",
        severity=Severity.MEDIUM,
        confidence=Confidence.HIGH if postgres.window_s else Confidence.MEDIUM,
        facts=(seen("requested_share", share, "ratio", "pg_stat_checkpointer", window(seconds)),),
    )
