"""Does a transaction wait longer for a server session than its statements take?

Why: then the pooler's queue, not the database, sets the response time, and a faster database changes nothing.
What to do: shorter transactions (the time that a session is kept, not the time of its statements, is what a pool
shares out); then a larger pool, if the database's processors are free.
Source: a mean wait above 5 ms is the ladder's warning, above the mean time of a statement its bar for acting. Over at
least 1,000 transactions (this tool's default).
"""

from functools import partial

from checks.core import Finding, Report, Severity
from checks.fill.fact import window
from checks.live import each, few, seen, unread
from checks.probes.pgbouncer import PgBouncer, Traffic

ADVICE = True
WARN_MS = 5.0
ENOUGH = 1000


def check(pgbouncer: PgBouncer) -> Report:
    """Fires for each database with a mean wait of 5 ms or more; HIGH when it exceeds a statement's mean time."""
    if (report := unread(pgbouncer.missing, "stats")) is not None:
        return report
    if pgbouncer.traffic is None:
        return few("the pooler's totals were not looked at")
    busy = [one for one in pgbouncer.traffic if one.transactions >= ENOUGH]
    span = window(pgbouncer.window_s)
    return each(
        busy,
        partial(_finding, span=span),
        total=len(pgbouncer.traffic),
        window=span,
        note=f"transactions of {len(busy)} databases hardly wait",
        too_few=f"no database had {ENOUGH:,} transactions",
    )


def _finding(one: Traffic, span: str) -> Finding | None:
    wait = one.wait_ms / one.transactions
    query = one.query_ms / max(1, one.queries)
    if wait < WARN_MS:
        return None
    return Finding(
        message=f"transactions of {one.database} wait {wait:.3g} ms for a server session on average; a statement takes"
        f" {query:.3g} ms, a transaction {one.transaction_ms / one.transactions:.3g} ms",
        remedy="find transactions that do something else meanwhile (SELECT pid, state, xact_start FROM pg_stat_activity"
        " WHERE state = 'idle in transaction';), then default_pool_size and RELOAD",
        severity=Severity.HIGH if wait > query else Severity.MEDIUM,
        facts=(seen("mean_wait_ms", wait, "ms", "SHOW STATS", span),),
    )
