"""Does the application open a connection to Redis for every few commands?

Why: opening one costs several round trips and, with TLS, milliseconds of processor time on both ends; a look-up
costs microseconds.
What to do: one client with a pool for each process, made when the process starts.
Source: Redis' documentation asks for pooled or multiplexed connections
(https://redis.io/docs/latest/develop/clients/pools-and-muxing/); ten commands a connection and one connection a
second are this tool's defaults.
"""

from checks.core import Report
from checks.fill.fact import window
from checks.live import answer, count, few, finding, seen, unread
from checks.probes.redis import Redis

ADVICE = True
PER_CONNECTION = 10.0
PER_SECOND = 1.0
ENOUGH = 20


def check(redis: Redis) -> Report:
    """Fires where more than one connection a second is opened for fewer than ten commands each."""
    if (report := unread(redis.missing, "info")) is not None:
        return report
    if not redis.window_s:
        return few(
            "watch it with --seconds 30: what was opened since it began says nothing of today"
        )
    opened = redis.number("total_connections_received")
    commands = redis.number("total_commands_processed")
    if opened < ENOUGH and commands < ENOUGH:
        return few("next to nothing was asked while we watched")
    rate = opened / redis.window_s
    said = f"{count(opened)} connections were opened for {count(commands)} commands"
    if rate < PER_SECOND or commands >= PER_CONNECTION * opened:
        return answer((), examined=1, window=window(redis.window_s), note=said)
    found = finding(
        f"{said}, {rate:.0f} a second",
        "make one client with a connection pool when the process starts, and share it",
        seen("connections_opened", opened, "1", "INFO stats", window(redis.window_s)),
        seen("commands", commands, "1", "INFO stats", window(redis.window_s)),
    )
    return answer([found], examined=1, window=window(redis.window_s))
