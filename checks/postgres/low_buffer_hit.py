"""Are too many blocks read from outside of shared buffers?

Why: a block that is not in memory costs from a tenth of a millisecond to ten; but the operating system's cache counts
as outside too, so this is a hint and not a verdict.
What to do: indexes first (whole-table scans push everything else out), then memory.
Source: below 95 % with at least 10,000 accesses and 1,000 misses is pgassistant's rule.
"""

from checks.core import Confidence, Finding, Report, Severity
from checks.fill.fact import window
from checks.live import answer, few, seen, unread
from checks.probes.postgres import Counters, Postgres
from checks.signal import percent, size

ADVICE = True
LOW = 0.95
ENOUGH = 10_000
ENOUGH_MISSES = 1000


def check(postgres: Postgres) -> Report:
    """Fires below 95 %, over a window or else over all time since the counters began."""
    if (report := unread(postgres.missing, "counters")) is not None:
        return report
    counters = postgres.counters
    accesses = counters.blocks_hit + counters.blocks_read if counters else 0
    if counters is None or accesses < ENOUGH:
        return few(f"only {accesses} block accesses were seen; {ENOUGH} are needed")
    share = counters.blocks_hit / accesses
    fires = share < LOW and counters.blocks_read >= ENOUGH_MISSES
    return answer(
        [_finding(postgres, counters, share)] if fires else [],
        examined=accesses,
        total=accesses,
        window=window(postgres.counted_s),
        note=f"{share:.1%} of block accesses were in shared buffers",
    )


def _finding(postgres: Postgres, counters: Counters, share: float) -> Finding:
    buffers = postgres.setting("shared_buffers")
    memory = f" (shared_buffers is {size(buffers)})" if buffers else ""
    return Finding(
        message=f"{percent(1 - share)} of {counters.blocks_hit + counters.blocks_read:,} block accesses"
        f" were not in shared buffers{memory}",
        remedy="see who reads: SELECT relname, heap_blks_read FROM pg_statio_user_tables"
        " ORDER BY heap_blks_read DESC LIMIT 10; add missing indexes first, then memory",
        severity=Severity.LOW,
        confidence=Confidence.MEDIUM if postgres.window_s else Confidence.LOW,
        facts=(seen("buffer_hit_ratio", float(f"{share:.4g}"), "ratio", "pg_stat_database",
                    window(postgres.counted_s)),),
    )  # fmt: skip
