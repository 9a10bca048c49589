"""Do slow commands hold up all others?

Why: one thread runs all commands; while one takes 50 ms, thousands of others wait.
What to do: bound what one call reads (SCAN, HSCAN, LRANGE with limits), cut large collections, shorten scripts.
Source: the slow log (https://redis.io/docs/latest/commands/slowlog/; by default it keeps what took 10 ms); one
command of 100 ms, or ten entries in the last hour, are this tool's defaults. Only the commands' names are read, no
argument.
"""

from checks.core import Report, Severity
from checks.live import answer, count, finding, seen, unread
from checks.probes.redis import Redis

ADVICE = True
LONG_MS = 100.0
MANY = 10
HOUR = 3600.0
ON_PURPOSE = {"debug", "save", "flushall", "flushdb", "replicaof", "slaveof", "client", "config"}
"""What a person runs by hand, and knows to be slow."""


def check(redis: Redis) -> Report:
    """Fires at commands of the last hour that took a tenth of a second, or came ten times into the slow log."""
    if (report := unread(redis.missing, "slow")) is not None:
        return report
    recent = [
        one for one in redis.slow if redis.at - one.newest <= HOUR and one.command not in ON_PURPOSE
    ]
    found = [
        finding(
            f"{one.command.upper()} took up to {one.worst_ms:.0f} ms"
            f" ({count(one.count)} {'entry' if one.count == 1 else 'entries'} in the slow log)",
            "read bounded pieces and cut large collections; SLOWLOG GET shows what it was called with",
            seen(f"slow_{one.command}", one.worst_ms, "ms", "SLOWLOG GET"),
            severity=Severity.HIGH if one.worst_ms >= 10 * LONG_MS else Severity.MEDIUM,
        )
        for one in recent
        if one.worst_ms >= LONG_MS or one.count >= MANY
    ]
    kept = redis.settings.get("slowlog-log-slower-than", "")
    return answer(
        found,
        examined=len(recent) if kept in {"", "-1"} else max(1, len(recent)),
        window="last hour",
        note=f"nothing notable (the slow log keeps what takes {float(kept) / 1000:g} ms)" if kept else "",
    )  # fmt: skip
