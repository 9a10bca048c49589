"""Does a statement that is called often write a megabyte of log each time?

Why: every byte of write-ahead log is flushed, archived, sent to and replayed by each replica; a few heavy writers set
the pace of all of them, and no replica takes that load away.
What to do: change fewer rows or fewer indexed columns, write in batches outside of requests (rung async_queue), drop
unused indexes of that table.
Source: 1 MiB a call is pgFirstAid's bar; 100 calls are PgHero's. Needs PostgreSQL 13.
"""

from checks.core import Finding, Report, Severity
from checks.live import brief, count, few, seen
from checks.postgres._statements import judged, plan_of
from checks.probes.postgres import Postgres, Statement, Statements
from checks.signal import size

ADVICE = True
MUCH = 1024.0**2


def check(postgres: Postgres) -> Report:
    """Fires for each statement of 100 calls that writes a mebibyte of log a call."""
    if postgres.version < 130_000:
        return few("PostgreSQL 12 does not count the log that a statement writes")
    return judged(postgres, _rule, "no statement that is called often writes 1 MiB of log a call")


def _rule(one: Statement, statements: Statements) -> Finding | None:
    written = one.wal_bytes / one.calls
    if written < MUCH:
        return None
    return Finding(
        message=f"a statement writes {size(written)} of write-ahead log a call, {count(one.calls)} times:"
        f" {brief(one.text)}",
        remedy=f"change fewer rows a call, or do it outside of requests (`rung explain async_queue`). {plan_of(one)}",
        severity=Severity.MEDIUM,
        facts=(seen("wal_bytes_per_call", written, "B", "pg_stat_statements"),),
    )
