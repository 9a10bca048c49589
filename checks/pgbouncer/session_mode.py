"""Does the pooler keep one server session for each client, so that it shares nothing?

Why: in session mode (the default) a client holds its server session until it disconnects. Behind applications with
pools of their own, that is as many sessions as without the pooler.
What to do: transaction mode, first for one application whose session features were looked through (SET, LISTEN,
advisory locks, temporary tables, prepared statements before 1.21).
Source: PgBouncer's documentation of pool_mode; `rung explain pool`. From ten clients, with as many held sessions as
clients (this tool's default).
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import each, few, seen, unread
from checks.probes.pgbouncer import PgBouncer, Pool

ADVICE = True
MANY = 10.0
ALIKE = 0.9


def check(pgbouncer: PgBouncer) -> Report:
    """Fires for each pool in session mode with ten clients that hold as many server sessions."""
    if (report := unread(pgbouncer.missing, "pools", "config")) is not None:
        return report
    if not pgbouncer.pools:
        return few("no client has used a pool yet")
    default = pgbouncer.config.get("pool_mode", "")
    sharing = [one for one in pgbouncer.pools if (one.mode or default) == "session"]
    if not sharing:
        return not_applicable("no pool is in session mode")
    return each(
        sharing,
        _finding,
        total=len(pgbouncer.pools),
        window=f"{pgbouncer.samples} samples",
        note=f"{len(sharing)} pools in session mode have few clients",
        too_few="no pool is in session mode",
    )


def _finding(one: Pool) -> Finding | None:
    clients = one.clients_active + one.clients_waiting
    if clients < MANY or one.servers_active < ALIKE * one.clients_active:
        return None
    return Finding(
        message=f"pool {one.database}/{one.user} is in session mode: {clients:.3g} clients hold"
        f" {one.servers_active:.3g} server sessions, nothing is shared",
        remedy=f"{one.database} = ... pool_mode=transaction in pgbouncer.ini and RELOAD, after looking through its"
        " session features: `rung explain pool`",
        severity=Severity.LOW,
        facts=(seen("servers_held", one.servers_active, "1", "SHOW POOLS"),),
    )
