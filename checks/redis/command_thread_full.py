"""Is the one thread that runs all commands at its limit?

Why: Redis runs commands on one core, however many the machine has. Above that, more clients only wait longer.
What to do: fewer and larger round trips (pipelines, MGET), no commands over whole collections; then a second server
or a cluster. A bigger machine does not help, a faster core does.
Source: https://redis.io/docs/latest/operate/oss_and_stack/management/optimization/benchmarks/ (single-threaded);
waiting grows as 1 / (1 - use): 3.3 times the service time at 70 %, ten times at 90 %.
"""

from checks.core import Report, Severity
from checks.fill.fact import window
from checks.live import answer, few, finding, percent, seen, unread
from checks.probes.redis import Redis

ADVICE = True
BUSY = 0.7
FULL = 0.9
SHORT_S = 1.0
MAIN = ("used_cpu_sys_main_thread", "used_cpu_user_main_thread")


def check(redis: Redis) -> Report:
    """Fires where the main thread used 70 % of a core while we watched; HIGH from 90 %."""
    if (report := unread(redis.missing, "info")) is not None:
        return report
    if not redis.has(*MAIN):
        return few("the server does not tell the time of its main thread")
    if redis.window_s is None or redis.window_s < SHORT_S:
        return few(
            "watch it with --seconds 30: a moment says little, and a lifetime's average hides the peak"
        )
    share = min(1.0, sum(map(redis.number, MAIN)) / redis.window_s)
    said = f"the main thread used {percent(share)} of a core"
    if share < BUSY:
        return answer((), examined=1, window=window(redis.window_s), note=said)
    busiest = sorted(redis.commands.items(), key=lambda one: (-one[1].microseconds, one[0]))
    most = f"; most of it in {busiest[0][0].upper()}" if busiest else ""
    found = finding(
        f"{said}{most}",
        "fewer round trips (pipelines, MGET) and smaller reads; then a second server or a cluster",
        seen("main_thread_share", share, "ratio", "INFO cpu", window(redis.window_s)),
        severity=Severity.HIGH if share >= FULL else Severity.MEDIUM,
    )
    return answer([found], examined=1, window=window(redis.window_s))
