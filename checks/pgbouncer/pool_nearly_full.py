"""Are nearly all server sessions of a pool at work, so that the next burst will wait?

Why: at nine tenths the queue begins to grow faster than the load: clients wait for each other's transactions,
although each statement is as quick as ever.
What to do: see what holds the sessions; shorter transactions give more than a larger pool.
Source: 75 and 90 % are pgEdge's bars for a server's sessions; here 90 % of pool_size, from five sessions (this tool's
default).
"""

from functools import partial

from checks.core import Finding, Report, Severity
from checks.live import each, few, seen, unread
from checks.probes.pgbouncer import PgBouncer, Pool
from checks.signal import percent

ADVICE = True
NEARLY = 0.9
LEAST = 5


def check(pgbouncer: PgBouncer) -> Report:
    """Fires for each pool of five or more sessions of which nine tenths are at work on average."""
    if (report := unread(pgbouncer.missing, "pools", "databases")) is not None:
        return report
    if pgbouncer.pools is None or pgbouncer.databases is None:
        return few("the pools were not looked at")
    sizes = {one.name: one.pool_size for one in pgbouncer.databases}
    known = [one for one in pgbouncer.pools if sizes.get(one.database, 0) >= LEAST]
    return each(
        known,
        partial(_finding, sizes=sizes),
        total=len(pgbouncer.pools),
        window=f"{pgbouncer.samples} samples",
        note=f"{len(known)} pools have sessions to spare",
        too_few="no pool of five or more sessions was used yet",
    )


def _finding(one: Pool, sizes: dict[str, int]) -> Finding | None:
    share = one.servers_active / sizes[one.database]
    if share < NEARLY:
        return None
    return Finding(
        message=f"pool {one.database}/{one.user}: {one.servers_active:.3g} of {sizes[one.database]} server sessions are"
        f" at work ({percent(share)}) for {one.clients_active:.3g} clients",
        remedy="what holds them: SELECT state, wait_event_type, count(*) FROM pg_stat_activity GROUP BY 1, 2; then"
        " shorter transactions; pool_size if the database's processors are free",
        severity=Severity.MEDIUM,
        facts=(seen("pool_share", share, "ratio", "SHOW POOLS"),),
    )
