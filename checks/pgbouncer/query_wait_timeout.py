"""Does a client wait two minutes for a server session before it is told that there is none?

Why: whoever asked has given up long before; the queue then is full of requests that nobody waits for, and the first
thing that the database does when it recovers is to answer them.
What to do: 5 to 15 seconds, below the time-out of the web server in front.
Source: 120 s is PgBouncer's default, 5 to 15 s the ladder's value (its card of pool); 0 waits for ever. Above 60 s is
this tool's bar.
"""

from checks.core import Finding, Report, Severity
from checks.live import few, one, seen, unread
from checks.probes.pgbouncer import PgBouncer

ADVICE = True
LONG_S = 60.0


def check(pgbouncer: PgBouncer) -> Report:
    """Fires above a minute, and when there is no limit."""
    if (report := unread(pgbouncer.missing, "config")) is not None:
        return report
    limit = pgbouncer.number("query_wait_timeout")
    if limit is None:
        return few("query_wait_timeout is not known")
    says = "no limit" if limit == 0 else f"{limit:.0f} s"
    found = Finding(
        message=f"query_wait_timeout is {says}: a client waits that long for a server session before it fails",
        remedy="query_wait_timeout = 15 in pgbouncer.ini, then RELOAD",
        severity=Severity.LOW,
        facts=(seen("query_wait_timeout", limit, "s", "SHOW CONFIG"),),
    )
    return one(
        found if limit == 0 or limit > LONG_S else None, note=f"query_wait_timeout is {says}"
    )
