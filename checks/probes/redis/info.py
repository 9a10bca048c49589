"""Reads INFO: its numbers, a few of its words, the commands' counters, the replicas."""

import re
from collections.abc import Mapping

from checks.probes.redis.snapshot import Command, Replica

WORDS = (
    "redis_version", "valkey_version", "server_name", "redis_mode", "role", "maxmemory_policy", "mem_allocator",
    "rdb_last_bgsave_status", "aof_last_write_status", "aof_last_bgrewrite_status", "master_link_status",
)  # fmt: skip
"""Names of hosts, files and processes are left where they are."""
NUMBER = re.compile(r"-?\d+(\.\d+)?")
SECRET = re.compile(r"(_id|replid2?|sha1|tcp_port|_version)$")
"""What looks like a number and is a name."""


def lines(text: str) -> dict[str, str]:
    """The names and values of an INFO, all sections together."""
    pairs = (line.partition(":") for line in text.splitlines() if not line.startswith("#"))
    return {name: value.strip() for name, colon, value in pairs if colon}


def figures(found: Mapping[str, str]) -> dict[str, float]:
    """Every value that is a plain number."""
    return {
        name: float(value)
        for name, value in found.items()
        if NUMBER.fullmatch(value) and not SECRET.search(name)
    } | _keyspace(found)


def words(found: Mapping[str, str]) -> dict[str, str]:
    """The words that are judged."""
    return {name: found[name] for name in WORDS if name in found}


def commands(found: Mapping[str, str]) -> dict[str, Command]:
    """`cmdstat_get:calls=21,usec=175,...` as get -> 21 calls, 175 microseconds."""
    told = {}
    for name, value in found.items():
        if name.startswith("cmdstat_"):
            inner = _inner(value)
            told[name.removeprefix("cmdstat_").lower()] = Command(
                calls=int(inner.get("calls", 0)), microseconds=int(inner.get("usec", 0))
            )
    return told


def replicas(found: Mapping[str, str]) -> tuple[Replica, ...]:
    """`slave0:ip=...,state=online,offset=42,lag=0` against the primary's own offset."""
    own = float(found.get("master_repl_offset", "0") or 0)
    told = []
    for name, value in sorted(found.items()):
        if re.fullmatch(r"(slave|replica)\d+", name):
            parts = dict(one.partition("=")[::2] for one in value.split(","))
            inner = _inner(value)
            behind = max(0.0, own - inner.get("offset", own))
            told.append(
                Replica(
                    state=parts.get("state", ""), lag_s=inner.get("lag", 0.0), behind_bytes=behind
                )
            )
    return tuple(told)


def _keyspace(found: Mapping[str, str]) -> dict[str, float]:
    """Keys of all databases, and those of them that expire."""
    told = [
        _inner(value)
        for name, value in found.items()
        if re.fullmatch(r"db\d+", name) and "keys=" in value
    ]
    return {
        "keys": sum(one.get("keys", 0.0) for one in told),
        "expiring_keys": sum(one.get("expires", 0.0) for one in told),
    }


def _inner(value: str) -> dict[str, float]:
    pairs = (one.partition("=") for one in value.split(","))
    return {name: float(number) for name, _, number in pairs if NUMBER.fullmatch(number)}
