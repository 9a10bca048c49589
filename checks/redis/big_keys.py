"""Is one key so large that reading, moving or deleting it holds everybody up?

Why: one thread serves all clients: a key of ten megabytes takes it tens of milliseconds to send or delete, and in a
cluster it cannot be split.
What to do: cut it by day, user or first letter; read parts (HSCAN, LRANGE with bounds); UNLINK instead of DEL.
Source: 1 MiB and 10 MiB are this tool's defaults (about a millisecond and ten on a line of 10 Gbit/s);
https://redis.io/docs/latest/develop/tools/cli/ (`redis-cli --bigkeys` and `--memkeys` read all keys). Here a bounded
sample is read, and its size is told. Names are shown as patterns.
"""

from checks.core import Report, Severity
from checks.live import answer, count, few, finding, percent, seen, size, unread
from checks.probes.redis import Redis

ADVICE = True
LARGE = 2**20
HUGE = 10 * 2**20
SHOWN = 5


def check(redis: Redis) -> Report:
    """Fires at a key of a mebibyte or more in the sample; HIGH from ten, or where it is most of the data."""
    if (report := unread(redis.missing, "keys", "sizes")) is not None:
        return report
    keys = redis.keys
    if keys is None or not keys.examined:
        return few("the database holds no key")
    used = redis.number("used_memory")
    found = [
        finding(
            f"a {one.kind} like {one.pattern} takes {size(one.bytes)}"
            f"{f' ({percent(one.bytes / used)} of all memory)' if used else ''}",
            "cut it into parts and read bounded pieces; `redis-cli --memkeys` names it",
            seen("key_bytes", one.bytes, "B", "MEMORY USAGE"),
            severity=Severity.HIGH if one.bytes >= HUGE else Severity.MEDIUM,
        )
        for one in keys.largest[:SHOWN]
        if one.bytes >= LARGE
    ]
    note = f"no key of a mebibyte among {count(keys.examined)} of {count(keys.total)}"
    return answer(found, examined=keys.examined, total=keys.total, note=note)
