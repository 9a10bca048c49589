"""Does the pooler come near the number of clients that it lets in?

Why: beyond max_client_conn new clients are refused at the door, while the database behind it has room.
What to do: raise max_client_conn (a client costs the pooler about 2 kB), and the limit of open files with it.
Source: 90 and 95 % of the limit are check_postgres' bars for pgbouncer_backends, 75 % is pgEdge's for a server;
PgBouncer's documentation: open files >= max_client_conn + pools' sizes.
"""

from checks.core import Finding, Report, Severity
from checks.live import few, one, seen, unread
from checks.probes.pgbouncer import PgBouncer
from checks.signal import percent

ADVICE = True
MANY = 0.75
NEARLY_ALL = 0.9


def check(pgbouncer: PgBouncer) -> Report:
    """Fires from three quarters of max_client_conn; HIGH from nine tenths."""
    if (report := unread(pgbouncer.missing, "lists", "config")) is not None:
        return report
    limit, clients = pgbouncer.number("max_client_conn"), pgbouncer.clients
    if not limit or clients is None:
        return few("the number of clients or its limit is not known")
    share = clients / limit
    found = Finding(
        message=f"{clients} of {limit:.0f} clients are connected to the pooler ({percent(share)})",
        remedy=f"max_client_conn = {limit * 2:.0f} in pgbouncer.ini and LimitNOFILE above it; restart for the files,"
        " RELOAD for the setting; who they are: SHOW CLIENTS",
        severity=Severity.HIGH if share >= NEARLY_ALL else Severity.MEDIUM,
        facts=(seen("clients", clients, "1", "SHOW LISTS"),),
    )
    return one(found if share >= MANY else None, note=f"{clients} of {limit:.0f} clients")
