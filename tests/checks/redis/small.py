"""Small looks at Redis, for tests: what a test does not name is as on a healthy cache that was watched for 30 s."""

from dataclasses import replace
from typing import Any

from checks.probes.redis import Command, Key, Keys, Redis

MIB = 2**20
GIB = 2**30
HEALTHY = {
    "uptime_in_seconds": 900_000.0, "used_memory": 200 * MIB, "used_memory_peak": 210 * MIB,
    "used_memory_rss": 220 * MIB, "total_system_memory": 8 * GIB, "maxmemory": 1.0 * GIB, "connected_clients": 12.0,
    "maxclients": 10_000.0, "keys": 50_000.0, "expiring_keys": 49_000.0, "keyspace_hits": 29_000.0,
    "keyspace_misses": 1000.0, "evicted_keys": 0.0, "rejected_connections": 0.0, "total_connections_received": 3.0,
    "total_commands_processed": 31_000.0, "used_cpu_sys_main_thread": 1.0, "used_cpu_user_main_thread": 2.0,
    "latest_fork_usec": 900.0, "aof_enabled": 0.0, "repl_backlog_size": 1.0 * MIB, "allocator_frag_ratio": 1.05,
    "allocator_frag_bytes": 9.0 * MIB, "mem_fragmentation_ratio": 1.1, "mem_fragmentation_bytes": 20.0 * MIB,
}  # fmt: skip
WORDS = {
    "maxmemory_policy": "allkeys-lru", "role": "master", "mem_allocator": "jemalloc-5.3.0",
    "rdb_last_bgsave_status": "ok", "aof_last_write_status": "ok", "aof_last_bgrewrite_status": "ok",
}  # fmt: skip
SETTINGS = {
    "save": "",
    "appendonly": "no",
    "latency-monitor-threshold": "100",
    "slowlog-log-slower-than": "10000",
}
KEYS = Keys(
    examined=5000, total=50_000, kinds={"string": 5000}, patterns={"page:*": 5000}, bytes=5 * MIB,
    largest=(Key(pattern="page:*", kind="string", bytes=9000),),
)  # fmt: skip


def redis(
    figures: dict[str, float] | None = None, words: dict[str, str] | None = None, **changes: Any
) -> Redis:
    """A watched cache with these figures and words of INFO instead of the healthy ones."""
    watched = Redis(
        url="redis://:***@cache:6379", at=1_000_000.0, product="Redis", version="7.0.15", role="master",
        figures={**HEALTHY, **(figures or {})}, words={**WORDS, **(words or {})}, settings=SETTINGS,
        commands={"get": Command(calls=30_000, microseconds=90_000)}, keys=KEYS, window_s=30.0,
    )  # fmt: skip
    return replace(watched, **changes)


def queue(
    figures: dict[str, float] | None = None, words: dict[str, str] | None = None, **changes: Any
) -> Redis:
    """A server that holds a job queue and nothing else."""
    jobs = {"keys": 40.0, "expiring_keys": 0.0, "keyspace_hits": 10.0, "keyspace_misses": 0.0}
    keys = Keys(
        examined=40,
        total=40,
        kinds={"list": 2, "hash": 38},
        patterns={"rq:job:*": 38, "rq:queue:default": 2},
        bytes=9000,
    )
    given: dict[str, Any] = {
        "keys": keys,
        "commands": {"blpop": Command(calls=50, microseconds=900)},
        **changes,
    }
    return redis(
        {**jobs, **(figures or {})}, {"maxmemory_policy": "noeviction", **(words or {})}, **given
    )
