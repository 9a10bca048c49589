"""Did Redis stop answering for a while, and why?

Why: one thread runs all commands, so whatever takes it a tenth of a second makes every client wait that long.
What to do: as each kind of event says; `LATENCY DOCTOR` tells the rest.
Source: the latency monitor
(https://redis.io/docs/latest/operate/oss_and_stack/management/optimization/latency-monitor/, whose example
threshold is 100 ms). With the monitor off nothing is recorded, and nothing can be said.
"""

from checks.core import Report
from checks.live import answer, few, finding, seen, unread
from checks.probes.redis import Redis

ADVICE = True
LONG_MS = 100.0
RECENT_S = 86_400.0
REMEDIES = {
    "command": "see SLOWLOG GET for the commands; split them, or use SCAN instead of whole collections",
    "fast-command": "fast commands were slow: the machine was busy or swapping; look at its processors and memory",
    "fork": "give it a smaller heap or let a replica save; switch transparent huge pages off",
    "aof-fsync-always": "appendfsync everysec, or a faster disk",
    "aof-write": "the disk is busy: a faster one, or no-appendfsync-on-rewrite yes",
    "expire-cycle": "many keys expire at one moment: give their lives a random part",
    "eviction-cycle": "it evicts in large steps: more memory, or smaller values",
    "eviction-del": "large keys are evicted: lazyfree-lazy-eviction yes, or smaller keys",
}


def check(redis: Redis) -> Report:
    """Fires at events of the last day that took a tenth of a second or more."""
    if (report := unread(redis.missing, "spikes")) is not None:
        return report
    on = redis.settings.get("latency-monitor-threshold", "")
    if not redis.spikes and on in {"", "0"}:
        return few(
            "the latency monitor is off: CONFIG SET latency-monitor-threshold 100 switches it on"
        )
    recent = [one for one in redis.spikes if redis.at - one.newest <= RECENT_S]
    found = [
        finding(
            f"{one.event} took {one.worst_ms:.0f} ms at its worst",
            REMEDIES.get(_family(one.event), "see LATENCY DOCTOR"),
            seen(f"latency_{one.event}", one.worst_ms, "ms", "LATENCY LATEST"),
        )
        for one in recent
        if one.worst_ms >= LONG_MS
    ]
    return answer(
        found,
        examined=max(1, len(recent)),
        total=max(1, len(redis.spikes)),
        window="last day",
        note=f"no event above {LONG_MS:.0f} ms (the monitor's threshold is {on or 'not known'} ms)",
    )


def _family(event: str) -> str:
    return "aof-write" if event.startswith("aof-write") else event
