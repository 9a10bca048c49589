"""Do statements that are called often sort or hash on disk, because work_mem is too small for them?

Why: a sort that does not fit into work_mem is written to files and read again: a hundred times slower than memory,
and it fills the disk that the data needs.
What to do: fewer or narrower rows first, then more work_mem for the one role or session that needs it: it counts for
every sort and hash of every session at once, so never for all of them without arithmetic.
Source: pgFirstAid lists temporary blocks without a bar; 1 MB a call and 20 calls are this tool's defaults.
"""

from checks.core import Finding, Report, Severity
from checks.live import brief, count, seen
from checks.postgres._statements import judged, plan_of
from checks.probes.postgres import Postgres, Statement, Statements
from checks.signal import size

ADVICE = True
BLOCK = 8192
LEAST_BYTES = 1_000_000.0
LEAST_CALLS = 20


def check(postgres: Postgres) -> Report:
    """Fires for each statement of 20 calls that writes 1 MB of temporary files a call."""
    memory = postgres.setting("work_mem")

    def rule(one: Statement, statements: Statements) -> Finding | None:
        return _rule(one, memory)

    return judged(postgres, rule, "no statement that is called often spills to disk", LEAST_CALLS)


def _rule(one: Statement, memory: float | None) -> Finding | None:
    spilled = one.temp_blocks * BLOCK / one.calls
    if spilled < LEAST_BYTES:
        return None
    has = f" (work_mem is {size(memory)})" if memory else ""
    return Finding(
        message=f"a statement writes {size(spilled)} of temporary files a call, {count(one.calls)} times{has}:"
        f" {brief(one.text)}",
        remedy=f"{plan_of(one)}; if all the rows are needed, try SET work_mem = '{_wanted(spilled)}MB' in a"
        " session and, if the plan no longer says Disk, ALTER ROLE ... SET work_mem for the role that runs it",
        severity=Severity.MEDIUM,
        facts=(seen("temp_bytes_per_call", spilled, "B", "pg_stat_statements"),),
    )


def _wanted(spilled: float) -> int:
    """Rows take two to three times as much in memory as in the packed form on disk."""
    return max(8, round(spilled * 2.5 / 1024**2))
