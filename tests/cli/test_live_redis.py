"""Redis through the real program: findings, the rest shown when it cannot be reached, nothing secret on a screen."""

import json
from pathlib import Path
from typing import Any

import redis

from tests.checks.probes import hostile
from tests.checks.probes.redis.servers import running
from tests.cli.program import rung


def finding(page: dict[str, Any], check: str) -> dict[str, Any]:
    return next(one for one in page["findings"] if one["check"] == check)


def test_a_sick_server_is_audited(shop: Path, tmp_path: Path) -> None:
    with running(
        "redis 7.0", tmp_path, "--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru"
    ) as url:
        there = redis.Redis.from_url(url)
        there.rpush("rq:queue:default", *["x" * 100] * 20_000)
        ran = rung("audit", shop, "--redis-url", url, "--json", "--fail-on", "never")
        page = json.loads(ran.out)
    assert ran.code == 0
    assert "remove jobs" in finding(page, "redis.eviction_against_use")["message"]
    assert "rq:queue:default" in finding(page, "redis.big_keys")["message"]
    assert finding(page, "redis.queue_not_persisted")["severity"] == "high"


def test_a_fresh_server_has_no_finding(shop: Path, tmp_path: Path) -> None:
    with running("redis 7.0", tmp_path) as url:
        for key in range(200):
            redis.Redis.from_url(url).set(f"page:{key}", "x")
        page = json.loads(rung("audit", shop, "--redis-url", url, "--json").out)
    assert [one for one in page["findings"] if one["check"].startswith("redis.")] == []


def test_the_window_gives_rates(shop: Path, tmp_path: Path) -> None:
    with running("redis 7.0", tmp_path) as url:
        ran = rung("audit", shop, "--redis-url", url, "--seconds", "1.2", "--json")
    told = {one["check"]: one for one in json.loads(ran.out)["checks"]}
    assert told["redis.command_thread_full"]["outcome"] == "ok"
    assert told["redis.command_thread_full"]["window"].startswith("last 1.")
    assert told["redis.low_hit_ratio"]["outcome"] == "unknown"


def test_a_server_that_cannot_be_reached(shop: Path) -> None:
    with hostile.server(hostile.said(b"HTTP/1.1 400 no\r\n\r\n")) as port:
        ran = rung("assess", shop, RUNG_REDIS_URL=f"redis://:s3cr3t@127.0.0.1:{port}")
    assert ran.code == 2
    assert "Next step: " in ran.out, "the rest is shown"
    assert "is not Redis" in ran.err and "s3cr3t" not in ran.out + ran.err
