"""How near is Redis to refusing connections?

Why: at `maxclients` every new connection is refused, and an application without its cache falls on its database.
What to do: one pool for each process instead of a connection for each request; find who holds them with CLIENT
LIST.
Source: 90 % of `maxclients` and any refused connection are awesome-prometheus-alerts' bars; 75 % is this tool's
default.
"""

from checks.core import Report, Severity
from checks.fill.fact import window
from checks.live import answer, count, few, finding, percent, seen, unread
from checks.probes.redis import Redis

ADVICE = True
MANY = 0.75
NEARLY_ALL = 0.9


def check(redis: Redis) -> Report:
    """Fires from three quarters of `maxclients`, and at connections that were refused while we watched."""
    if (report := unread(redis.missing, "info")) is not None:
        return report
    clients, limit = redis.number("connected_clients"), redis.number("maxclients")
    if not limit:
        return few("the server does not tell its limit (maxclients)")
    refused = redis.number("rejected_connections") if redis.window_s is not None else 0.0
    share = clients / limit
    said = f"{count(clients)} of {count(limit)} connections are open ({percent(share)})"
    if share < MANY and not refused:
        return answer((), examined=1, note=said)
    found = finding(
        f"{said}{f', and {count(refused)} were refused' if refused else ''}",
        "share connections in a pool for each process; CLIENT LIST shows who holds them",
        seen("connected_clients", clients, "1", "INFO clients"),
        seen("maxclients", limit, "1", "INFO clients"),
        seen("rejected_connections", refused, "1", "INFO stats", window(redis.window_s)),
        severity=Severity.HIGH if refused or share >= NEARLY_ALL else Severity.MEDIUM,
    )
    return answer([found], examined=1, window=window(redis.window_s) if refused else "")
