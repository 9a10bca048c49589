"""The look at a Redis (6 and later) or Valkey: one connection, commands that only read, seconds at most.

Asks INFO, INFO commandstats, CONFIG GET of four settings, SLOWLOG GET (arguments are thrown away), LATENCY LATEST,
and a bounded SCAN with TYPE and MEMORY USAGE; never KEYS, never a value. What the server's ACL forbids is missing, with
the reason, and the rest is still read.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from checks.core import Problem
from checks.probes.redis import info, keys
from checks.probes.redis.resp import Line, NotRedis, Refusal, Value
from checks.probes.redis.session import open_line, unreached
from checks.probes.redis.snapshot import Command, Key, Keys, Redis, Replica, Slow, Spike
from checks.redact import redact

__all__ = ["Command", "Key", "Keys", "Redis", "Replica", "Slow", "Spike", "between", "look"]

SETTINGS = ("save", "appendonly", "latency-monitor-threshold", "slowlog-log-slower-than")
COUNTERS = (
    "total_connections_received", "total_commands_processed", "total_net_input_bytes", "total_net_output_bytes",
    "rejected_connections", "evicted_keys", "expired_keys", "keyspace_hits", "keyspace_misses", "sync_full",
    "sync_partial_ok", "sync_partial_err", "total_error_replies", "used_cpu_sys", "used_cpu_user",
    "used_cpu_sys_main_thread", "used_cpu_user_main_thread",
)  # fmt: skip
"""Numbers of INFO that only grow while the server runs."""
SLOW_ENTRIES = 128
KEY_SECONDS = 1.0


def look(url: str, *, timeout_s: float = 5.0, most_keys: int = 20_000) -> Redis:
    """Look once, in at most this many seconds; the sample of keys takes one of them at most.

    Raises:
        Problem: the server cannot be reached or is no Redis; the address in it has no password.
    """
    begun, line = time.monotonic(), open_line(url, timeout_s)
    try:
        seen = _read(line, url, most_keys)
        return replace(seen, sent=line.sent, look_s=time.monotonic() - begun)
    except (OSError, NotRedis) as error:
        raise unreached(url, error, timeout_s) from None
    finally:
        line.close()


def between(first: Redis, second: Redis) -> Redis:
    """The second look with its counters and commands as their growth since the first, and `window_s` set.

    What the first look asked after it had read the counters is taken out. A server that began anew in between is
    taken as it stands, since it began.

    Raises:
        Problem: the looks are in the wrong order.
    """
    if second.at <= first.at:
        raise Problem("these two looks cannot be compared", "hand in the earlier one first")
    if second.number("uptime_in_seconds") < first.number("uptime_in_seconds"):
        return replace(second, window_s=max(1.0, second.number("uptime_in_seconds")))
    ours = _ours(first)
    grown = {
        name: max(0.0, second.number(name) - first.number(name) - ours.get(name, 0))
        for name in COUNTERS
        if second.has(name)
    }
    return replace(
        second,
        window_s=second.at - first.at,
        figures={**second.figures, **grown},
        commands={
            name: _growth(first.commands.get(name), one) for name, one in second.commands.items()
        },
    )


def _ours(first: Redis) -> dict[str, int]:
    """What the first look itself added after it had read the counters: TYPE counts as a look-up."""
    keys = first.keys
    return {
        "keyspace_hits": keys.hits if keys is not None else 0,
        "keyspace_misses": keys.misses if keys is not None else 0,
        "total_commands_processed": first.sent,
        "total_connections_received": 1,
    }


def _growth(before: Command | None, after: Command) -> Command:
    if before is None or after.calls < before.calls:
        return after
    return Command(
        calls=after.calls - before.calls,
        microseconds=max(0, after.microseconds - before.microseconds),
    )


@dataclass(slots=True)
class _Reading:
    """One connection, and what it would not tell."""

    line: Line
    missing: dict[str, str] = field(default_factory=dict)

    def ask(self, part: str, *command: str | int) -> Value:
        """The answer; None where it was refused, with the reason kept under this part's name."""
        answer = self.line.ask(*command)
        if isinstance(answer, Refusal):
            self.missing.setdefault(part, redact(answer.text)[:200])
            return None
        return answer


def _read(line: Line, url: str, most_keys: int) -> Redis:
    reading = _Reading(line)
    told = info.lines(str(reading.ask("info", "INFO") or ""))
    commands = info.lines(str(reading.ask("commands", "INFO", "commandstats") or ""))
    words, figures = info.words(told), info.figures(told)
    spikes = reading.ask("spikes", "LATENCY", "LATEST")
    slow = reading.ask("slow", "SLOWLOG", "GET", SLOW_ENTRIES)
    return Redis(
        url=redact(url),
        at=figures.get("server_time_usec", time.time() * 1e6) / 1e6,
        product=_product(words),
        version=words.get("valkey_version", words.get("redis_version", "")),
        role=words.get("role", ""),
        figures=figures,
        words=words,
        commands=info.commands(commands),
        replicas=info.replicas(told),
        settings=_settings(reading),
        spikes=_spikes(spikes),
        slow=_slow(slow),
        keys=_keys(reading, most_keys),
        missing=reading.missing,
    )


def _product(words: Mapping[str, str]) -> str:
    return (
        "Valkey" if "valkey_version" in words or words.get("server_name") == "valkey" else "Redis"
    )


def _settings(reading: _Reading) -> dict[str, str]:
    found = {}
    for name in SETTINGS:
        answer = reading.ask("settings", "CONFIG", "GET", name)
        if isinstance(answer, list) and len(answer) == 2:
            found[name] = str(answer[1])
    return found


def _keys(reading: _Reading, most: int) -> Keys | None:
    size = reading.ask("keys", "DBSIZE")
    try:
        found, why = keys.sample(
            reading.line,
            most=most,
            seconds=KEY_SECONDS,
            total=size if isinstance(size, int) else 0,
        )
    except PermissionError as refused:
        reading.missing["keys"] = redact(str(refused))[:200]
        return None
    if why:
        reading.missing["sizes"] = redact(why)[:200]
    return found


def _spikes(answer: Value) -> tuple[Spike, ...]:
    """Each is event, time, latest milliseconds, worst milliseconds."""
    found = []
    for one in answer if isinstance(answer, list) else []:
        if isinstance(one, list) and len(one) >= 4:
            event, newest, _, worst = one[:4]
            if isinstance(newest, int) and isinstance(worst, int):
                found.append(Spike(event=str(event), newest=float(newest), worst_ms=float(worst)))
    return tuple(found)


def _slow(answer: Value) -> tuple[Slow, ...]:
    """Each is id, time, microseconds, arguments, ...; of the arguments only the command's own name is read."""
    found: dict[str, Slow] = {}
    for one in answer if isinstance(answer, list) else []:
        if not (isinstance(one, list) and len(one) >= 4 and isinstance(one[3], list) and one[3]):
            continue
        at, took, name = one[1], one[2], str(one[3][0]).lower()
        if not (isinstance(at, int) and isinstance(took, int) and name.isascii()):
            continue
        known = found.get(name[:30], Slow(command=name[:30], count=0, worst_ms=0.0, newest=0.0))
        found[known.command] = replace(
            known,
            count=known.count + 1,
            worst_ms=max(known.worst_ms, took / 1000),
            newest=max(known.newest, float(at)),
        )
    return tuple(sorted(found.values(), key=lambda one: (-one.worst_ms, one.command)))
