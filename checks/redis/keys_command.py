"""Does something call KEYS?

Why: KEYS walks every key of the database in one go; with a million of them nobody else is answered for a tenth of a
second or more, and it gets worse with every key.
What to do: SCAN with a cursor, or keep the names that belong together in a set.
Source: https://redis.io/docs/latest/commands/keys/ ("extreme care in production"); the number of keys from which it
is felt, 10,000 (about a millisecond), is this tool's default.
"""

from checks.core import Report, Severity
from checks.fill.fact import window
from checks.live import answer, count, few, finding, seen, unread
from checks.probes.redis import Redis

ADVICE = True
FELT = 10_000
GRAVE = 1_000_000


def check(redis: Redis) -> Report:
    """Fires where KEYS was called on a database of ten thousand keys or more; HIGH from a million."""
    if (report := unread(redis.missing, "commands", "info")) is not None:
        return report
    if not redis.commands:
        return few("the server counts no commands")
    calls, keys = redis.calls("keys"), redis.number("keys")
    if not calls or keys < FELT:
        said = f"KEYS was called {count(calls)} times" if calls else "KEYS was not called"
        return answer(
            (), examined=1, window=window(redis.window_s), note=f"{said}; {count(keys)} keys"
        )
    each = redis.commands["keys"].microseconds / calls / 1000
    found = finding(
        f"KEYS was called {count(calls)} times, {each:.1f} ms each, over {count(keys)} keys",
        "use SCAN with a cursor, or keep the names that belong together in a set",
        seen("keys_calls", calls, "1", "INFO commandstats", window(redis.window_s)),
        seen("keys", keys, "1", "INFO keyspace"),
        severity=Severity.HIGH if keys >= GRAVE else Severity.MEDIUM,
    )
    return answer([found], examined=1, window=window(redis.window_s))
