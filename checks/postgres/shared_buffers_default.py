"""Is shared_buffers still at its default of 128 MB under a database that misses it?

Why: the default is meant to start on any machine. With it, most reads of a larger database leave the server's own
memory, and every checkpoint writes the same pages again.
What to do: a quarter of the machine's memory is the usual start; it takes a restart.
Source: pgFirstAid (high at the default); 25 % of RAM is pgtune's rule and PostgreSQL's documentation's. A database of
1 GB, a hit ratio under 99 % (PgHero) and 10,000 accesses (pgassistant) keep small ones out.
"""

from checks.core import Confidence, Finding, Report, Severity
from checks.fill.fact import window
from checks.live import few, one, seen, unread
from checks.probes.postgres import Postgres
from checks.signal import percent, size

ADVICE = True
DEFAULT = 128 * 1024**2
LARGE = 10**9
GOOD = 0.99
ENOUGH_BLOCKS = 10_000


def check(postgres: Postgres) -> Report:
    """Fires at 128 MB or less when the database has 1 GB and finds under 99 % of its blocks there."""
    if (report := unread(postgres.missing, "settings", "counters", "database_bytes")) is not None:
        return report
    buffers, counters = postgres.setting("shared_buffers"), postgres.counters
    accesses = counters.blocks_hit + counters.blocks_read if counters else 0
    if buffers is None or counters is None or accesses < ENOUGH_BLOCKS:
        return few(f"only {accesses:,} block accesses were counted; {ENOUGH_BLOCKS:,} are needed")
    hit, total = counters.blocks_hit / accesses, postgres.database_bytes or 0
    fires = buffers <= DEFAULT and total >= LARGE and hit < GOOD
    return one(
        _finding(buffers, total, hit) if fires else None,
        window=window(postgres.counted_s),
        note=f"shared_buffers is {size(buffers)}, {percent(hit)} of the accesses hit it",
    )


def _finding(buffers: float, total: int, hit: float) -> Finding:
    return Finding(
        message=f"shared_buffers is {size(buffers)} under a database of {size(total)}; {percent(1 - hit)} of the block"
        " accesses missed it",
        remedy="ALTER SYSTEM SET shared_buffers = '...'; to a quarter of the machine's memory, and restart",
        severity=Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        facts=(seen("shared_buffers", buffers, "B", "pg_settings"),),
    )
