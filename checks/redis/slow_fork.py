"""Does saving stop Redis for long?

Why: to save or to feed a new replica, Redis forks; while the kernel copies the page tables, no command runs.
What to do: a smaller heap (shard, or less data), a machine type that forks fast, transparent huge pages off; let a
replica save instead.
Source: Redis' latency doctor calls less than 10 GB/s terrible and less than 25 poor (createLatencyReport in
src/latency.c); that a fork must also take 50 ms to matter is this tool's default, since a small heap forks slowly
for its size.
"""

from checks.core import Report, Severity, not_applicable
from checks.live import answer, finding, seen, size, unread
from checks.probes.redis import Redis

ADVICE = True
FELT_US = 50_000
TERRIBLE = 10e9
POOR = 25e9


def check(redis: Redis) -> Report:
    """Fires where the last fork took 50 ms or more at less than 25 GB/s; HIGH from half a second."""
    if (report := unread(redis.missing, "info")) is not None:
        return report
    took = redis.number("latest_fork_usec")
    if took <= 0:
        return not_applicable("it has not forked since it began")
    used = redis.number("used_memory")
    rate = used / (took / 1e6)
    said = f"the last fork took {took / 1000:.0f} ms for {size(used)}"
    if took < FELT_US or rate >= POOR:
        return answer((), examined=1, note=said)
    found = finding(
        f"{said}, and no command ran meanwhile ({size(rate)} a second is"
        f" {'terrible' if rate < TERRIBLE else 'poor'} by Redis' own measure)",
        "let a replica save, make the heap smaller, or switch transparent huge pages off",
        seen("latest_fork_usec", took, "us", "INFO stats"),
        seen("used_memory", used, "B", "INFO memory"),
        severity=Severity.HIGH if took >= 10 * FELT_US else Severity.MEDIUM,
    )
    return answer([found], examined=1)
