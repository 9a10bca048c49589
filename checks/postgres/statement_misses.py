"""Which heavy statements find less than nine tenths of their blocks in shared buffers?

Why: the database's hit ratio is an average that one large, well-cached statement can keep up while another one goes
to the disk every time.
What to do: fewer blocks first (rung query_index), then memory (rung vertical). What the operating system keeps counts
as read here: track_io_timing shows whether reading takes time.
Source: 90 % and 20 calls are pgFirstAid's bars; a twentieth of the time (postgres-mcp) and 10,000 block accesses
(pgassistant) keep the light ones out.
"""

from checks.core import Confidence, Finding, Report, Severity
from checks.live import brief, count, seen
from checks.postgres._statements import SHARE, judged, plan_of, share
from checks.probes.postgres import Postgres, Statement, Statements
from checks.signal import percent

ADVICE = True
GOOD = 0.9
ENOUGH_BLOCKS = 10_000
LEAST_CALLS = 20


def check(postgres: Postgres) -> Report:
    """Fires for each statement of 20 calls, 10,000 accesses and a twentieth of the time with a hit ratio under 0.9."""
    return judged(postgres, _rule, "every heavy statement finds its blocks in memory", LEAST_CALLS)


def _rule(one: Statement, statements: Statements) -> Finding | None:
    accesses = one.blocks_hit + one.blocks_read
    if accesses < ENOUGH_BLOCKS or share(one, statements) < SHARE:
        return None
    hit = one.blocks_hit / accesses
    if hit >= GOOD:
        return None
    return Finding(
        message=f"a statement of {percent(share(one, statements))} of the time finds only {percent(hit)} of"
        f" {count(accesses)} blocks in shared buffers: {brief(one.text)}",
        remedy=plan_of(one),
        severity=Severity.LOW,
        confidence=Confidence.MEDIUM,
        facts=(seen("hit_ratio", hit, "ratio", "pg_stat_statements"),),
    )
