"""Would a restart of Redis lose the jobs that wait in it?

Why: without the append-only file and without snapshots all keys are gone when the process ends; with snapshots
alone, all that came since the last one.
What to do: `appendonly yes` (with `appendfsync everysec` a second's jobs can be lost at worst).
Source: https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/; a server that is nothing but a
cache is left alone, since its keys can be made again.
"""

from checks.core import Report, Severity, not_applicable
from checks.live import answer, finding, seen, unread
from checks.probes.redis import Redis
from checks.redis._use import Use, uses

ADVICE = True


def check(redis: Redis) -> Report:
    """Fires where a queue is kept in memory alone; LOW where only snapshots are taken."""
    if (report := unread(redis.missing, "info")) is not None:
        return report
    queue = uses(redis).get(Use.QUEUE)
    if queue is None:
        return not_applicable("no job queue is seen in it")
    if redis.number("aof_enabled"):
        return answer((), examined=1, note="the append-only file is on")
    if redis.role != "master":
        return not_applicable("it is a replica: its primary keeps the jobs")
    if (report := unread(redis.missing, "settings")) is not None:
        return report
    snapshots = bool(redis.settings.get("save"))
    found = finding(
        f"jobs wait here ({queue}) and are kept in "
        f"{'memory and snapshots' if snapshots else 'memory alone'}",
        "appendonly yes, in the configuration and with CONFIG SET, which writes the file at once",
        seen("aof_enabled", 0, "bool", "INFO persistence"),
        seen("save", redis.settings.get("save", "") or "never", "str", "CONFIG GET save"),
        severity=Severity.LOW if snapshots else Severity.HIGH,
    )
    return answer([found], examined=1)
