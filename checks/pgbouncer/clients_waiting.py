"""Do clients wait in the pooler's queue for a server session?

Why: the wait is part of every request and shows in no statement's time: the database looks idle while users wait.
What to do: find why sessions are kept: long transactions, idle in transaction, slow statements; only when the
database has processors to spare, a larger pool.
Source: maxwait above 1 s is the ladder's bar for acting; awesome-prometheus-alerts warns at 20 waiting clients and
calls 15 s critical. A queue that is seen in passing and gone within the second is what a pooler is for.
"""

from checks.core import Finding, Report, Severity
from checks.live import each, few, seen, span, unread
from checks.probes.pgbouncer import PgBouncer, Pool

ADVICE = True
WAIT_S = 1.0
LONG_S = 15.0
MANY = 20.0


def check(pgbouncer: PgBouncer) -> Report:
    """Fires for each pool whose oldest client waits a second, or with 20 waiting; HIGH from 15 s."""
    if (report := unread(pgbouncer.missing, "pools")) is not None:
        return report
    if pgbouncer.pools is None:
        return few("the pools were not looked at")
    waiting = sum(one.clients_waiting for one in pgbouncer.pools)
    return each(
        pgbouncer.pools,
        _finding,
        total=len(pgbouncer.pools),
        window=f"{pgbouncer.samples} samples",
        note=f"{waiting:.2g} clients wait on average, none for a second",
        too_few="no client has used a pool yet",
    )


def _finding(one: Pool) -> Finding | None:
    if one.longest_wait_s < WAIT_S and one.clients_waiting < MANY:
        return None
    return Finding(
        message=f"pool {one.database}/{one.user}: {one.clients_waiting:.3g} clients wait for one of"
        f" {one.servers:.3g} server sessions, the oldest for {span(one.longest_wait_s)}",
        remedy="on the database: SELECT state, wait_event_type, count(*) FROM pg_stat_activity GROUP BY 1, 2; end idle"
        " transactions and slow statements first; if processors are free: default_pool_size, then RELOAD",
        severity=Severity.HIGH if one.longest_wait_s >= LONG_S else Severity.MEDIUM,
        facts=(
            seen("longest_wait_s", one.longest_wait_s, "s", "SHOW POOLS"),
            seen("clients_waiting", one.clients_waiting, "1", "SHOW POOLS"),
        ),
    )
