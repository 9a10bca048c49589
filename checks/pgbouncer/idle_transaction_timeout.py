"""May a client that forgot its transaction keep a server session for ever?

Why: in transaction mode the whole gain of a pooler is that sessions come back at the end of each transaction. A few
clients that idle inside one empty the pool for all.
What to do: idle_transaction_timeout of 30 to 60 s here, or idle_in_transaction_session_timeout on the server.
Source: 0 (no limit) is PgBouncer's default, 30 to 60 s the ladder's value (its card of pool).
"""

from checks.core import Finding, Report, Severity, not_applicable
from checks.live import few, one, seen, unread
from checks.probes.pgbouncer import PgBouncer

ADVICE = True


def check(pgbouncer: PgBouncer) -> Report:
    """Fires when there is no limit and a pool is in transaction mode."""
    if (report := unread(pgbouncer.missing, "config")) is not None:
        return report
    limit = pgbouncer.number("idle_transaction_timeout")
    if limit is None:
        return few("idle_transaction_timeout is not known")
    default = pgbouncer.config.get("pool_mode", "")
    modes = {each.mode or default for each in pgbouncer.pools or ()} or {default}
    if "transaction" not in modes:
        return not_applicable("no pool is in transaction mode")
    found = Finding(
        message="idle_transaction_timeout is 0: a client that idles inside a transaction keeps its server session"
        " for ever",
        remedy="idle_transaction_timeout = 60 in pgbouncer.ini, then RELOAD",
        severity=Severity.LOW,
        facts=(seen("idle_transaction_timeout", limit, "s", "SHOW CONFIG"),),
    )
    return one(None if limit else found, note=f"idle_transaction_timeout is {limit:.0f} s")
