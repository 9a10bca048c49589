"""Does a statement that is called often read a thousand blocks from outside of shared buffers each time?

Why: a thousand blocks are 8 MB a call from the operating system or the disk: the storage, not the processor, sets its
speed, and it pushes everybody else's blocks out of memory.
What to do: look at its plan for a scan of the whole table (rung query_index), then at memory.
Source: 1,000 blocks read a call is pgFirstAid's bar; 100 calls are PgHero's.
"""

from checks.core import Finding, Report, Severity
from checks.live import brief, count, seen
from checks.postgres._statements import judged, plan_of
from checks.probes.postgres import Postgres, Statement, Statements
from checks.signal import size

ADVICE = True
MANY = 1000.0
BLOCK = 8192


def check(postgres: Postgres) -> Report:
    """Fires for each statement of 100 calls that reads 1,000 blocks or more on average."""
    return judged(postgres, _rule, "no statement that is called often reads 1,000 blocks a call")


def _rule(one: Statement, statements: Statements) -> Finding | None:
    blocks = one.blocks_read / one.calls
    if blocks < MANY:
        return None
    return Finding(
        message=f"a statement reads {size(blocks * BLOCK)} from outside of shared buffers a call,"
        f" {count(one.calls)} times: {brief(one.text)}",
        remedy=plan_of(one),
        severity=Severity.MEDIUM,
        facts=(seen("blocks_per_call", blocks, "1", "pg_stat_statements"),),
    )
