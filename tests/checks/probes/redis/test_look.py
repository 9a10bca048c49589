"""The look at real servers: what it reads, what it never does, what an ACL forbids, and servers that do harm."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from checks.core import Looks, Problem
from checks.probes.redis import Redis, between, look
from checks.saved import load, save
from scaffold.demo.postgres import free_port
from tests.checks.probes import hostile
from tests.checks.probes.redis.servers import PROGRAMS, running

READS = {
    "info", "config", "slowlog", "latency", "dbsize", "scan", "type", "memory", "ping", "client", "select", "auth",
    "command",
}  # fmt: skip
"""All that the look may send."""


@pytest.fixture(params=PROGRAMS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Each of the real servers in turn."""
    with running(request.param, tmp_path) as address:
        yield address


@pytest.fixture
def seven(tmp_path: Path) -> Iterator[str]:
    """Redis 7.0, for what does not differ."""
    with running("redis 7.0", tmp_path) as address:
        yield address


def client(url: str) -> Any:
    return redis.Redis.from_url(url, socket_timeout=5)


def test_figures_keys_and_commands(url: str) -> None:
    there = client(url)
    for number in range(300):
        there.set(f"user:{number}:name", "x" * 50, ex=600)
    there.rpush("queue:default", *range(60_000))
    there.config_set("maxmemory", "512mb")
    seen = look(url)
    assert (
        seen.product in {"Redis", "Valkey"} and seen.version[0].isdigit() and seen.role == "master"
    )
    assert seen.number("maxmemory") == 512 * 2**20
    assert (seen.number("keys"), seen.number("expiring_keys")) == (301, 300)
    assert seen.keys is not None and (seen.keys.examined, seen.keys.total) == (301, 301)
    assert seen.keys.patterns == {"user:*:name": 300, "queue:default": 1}
    assert seen.keys.kinds == {"list": 1, "string": 300}
    assert seen.keys.largest[0].pattern == "queue:default" and seen.keys.largest[0].bytes > 100_000
    assert seen.calls("set") == 300 and seen.missing == {}
    assert seen.settings["save"] == "" and seen.settings["slowlog-log-slower-than"] == "10000"


def test_the_difference_is_what_came_in_between(url: str) -> None:
    there = client(url)
    there.set("a", 1)
    for _ in range(50):
        there.get("a")
    first = look(url)
    for _ in range(30):
        there.get("a")
    for _ in range(10):
        there.get("b")
    window = between(first, look(url))
    assert (window.number("keyspace_hits"), window.number("keyspace_misses")) == (30, 10)
    assert window.calls("get") == 40 and window.calls("set") == 0
    assert 40 <= window.number("total_commands_processed") < 60, "what the look sent is not counted"
    assert window.window_s is not None and 0 < window.window_s < 60


def test_a_server_that_began_anew_is_taken_as_it_stands() -> None:
    def at(seconds: float, uptime: float, hits: float) -> Redis:
        figures = {"uptime_in_seconds": uptime, "keyspace_hits": hits}
        return Redis(url="u", at=seconds, product="Redis", version="7", figures=figures)

    window = between(at(100, 5000, 900), at(130, 12, 7))
    assert window.number("keyspace_hits") == 7 and window.window_s == 12
    with pytest.raises(Problem, match="cannot be compared"):
        between(at(130, 12, 7), at(100, 5000, 900))


def test_nothing_is_written_and_no_value_is_read(seven: str) -> None:
    there = client(seven)
    there.set("secret:1", "hunter2")
    there.config_resetstat()
    before = there.dbsize()
    there.config_resetstat()
    look(seven)
    seen = look(seven)
    sent = {name.partition("|")[0] for name in seen.commands}
    assert sent <= READS, sent - READS
    assert "hunter2" not in repr(seen)
    assert (there.dbsize(), there.get("secret:1")) == (before, b"hunter2")


def test_the_sample_is_bounded(seven: str) -> None:
    pipe = client(seven).pipeline(transaction=False)
    for number in range(3000):
        pipe.set(f"k:{number}", "v")
    pipe.execute()
    seen = look(seven, most_keys=500)
    assert seen.keys is not None and seen.keys.examined == 500 and seen.keys.total == 3000


def test_the_key_of_a_queue_is_found_among_any_number(seven: str) -> None:
    there = client(seven)
    pipe = there.pipeline(transaction=False)
    for number in range(3000):
        pipe.set(f"k:{number}", "v")
    pipe.sadd("rq:queues", "rq:queue:default")
    pipe.execute()
    seen = look(seven, most_keys=100)
    assert seen.keys is not None and seen.keys.patterns["rq:queues"] == 1
    first, second = look(seven), look(seven)
    window = between(first, second)
    assert (window.number("keyspace_hits"), window.number("keyspace_misses")) == (0, 0)


def test_the_slow_log_gives_no_argument(seven: str) -> None:
    there = client(seven)
    there.config_set("slowlog-log-slower-than", 0)
    there.set("card", "4111111111111111")
    seen = look(seven)
    assert "set" in {one.command for one in seen.slow}
    assert "4111" not in repr(seen) and "card" not in repr(seen.slow)


def test_latency_events(seven: str) -> None:
    there = client(seven)
    there.config_set("latency-monitor-threshold", 20)
    there.execute_command("DEBUG", "SLEEP", "0.05") if _debug(there) else there.eval(_BUSY, 0)
    events = {one.event: one.worst_ms for one in look(seven).spikes}
    assert events and max(events.values()) >= 20


_BUSY = "local n = 0 for i = 1, 2e7 do n = n + i end return n"


def _debug(there: Any) -> bool:
    try:
        there.execute_command("DEBUG", "SLEEP", "0")
    except redis.ResponseError:
        return False
    return True


def test_what_an_acl_forbids_is_missing_and_the_rest_is_read(url: str) -> None:
    there = client(url)
    there.set("a", 1)
    there.execute_command(
        "ACL",
        "SETUSER",
        "little",
        "on",
        ">p@ss:w/rd",
        "~*",
        "+info",
        "+ping",
        "+scan",
        "+dbsize",
        "+type",
    )
    seen = look(url.replace("redis://", "redis://little:p%40ss%3Aw%2Frd@"))
    assert set(seen.missing) == {"settings", "slow", "spikes", "sizes"}
    assert all("NOPERM" in one for one in seen.missing.values())
    assert seen.number("keys") == 1 and seen.keys is not None and seen.keys.bytes is None
    assert "p@ss" not in repr(seen) and "p%40ss" not in repr(seen)


def test_a_user_who_may_only_connect(seven: str) -> None:
    client(seven).execute_command("ACL", "SETUSER", "none", "on", ">pw", "-@all")
    seen = look(seven.replace("redis://", "redis://none:pw@"))
    assert {"info", "commands", "keys"} <= set(seen.missing) and seen.keys is None


def test_a_password(tmp_path: Path) -> None:
    with running("redis 7.0", tmp_path, "--requirepass", "s3cr3t") as url:
        seen = look(url.replace("redis://", "redis://:s3cr3t@"))
        assert seen.url.startswith("redis://:***@")
        with pytest.raises(Problem, match="asks for a password"):
            look(url)
        with pytest.raises(Problem, match="refused user or password") as caught:
            look(url.replace("redis://", "redis://:wr0ng@"))
    assert "wr0ng" not in caught.value.message + caught.value.remedy


def test_a_socket_of_this_machine(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with running("redis 7.0", tmp_path, "--unixsocket", str(path)):
        assert look(f"unix://{path}").version.startswith("7.0")


def test_a_replica_and_its_primary(tmp_path: Path) -> None:
    with running("redis 7.0", tmp_path) as primary:
        port = primary.rpartition(":")[2]
        folder = tmp_path / "r"
        folder.mkdir()
        with running("redis 7.0", folder, "--replicaof", f"127.0.0.1 {port}") as replica:
            for _ in range(200):
                seen = look(primary)
                if seen.replicas and seen.replicas[0].state == "online":
                    break
                time.sleep(0.1)
            assert [one.state for one in seen.replicas] == ["online"]
            assert seen.replicas[0].lag_s < 30
            assert look(replica).words["master_link_status"] == "up"


def test_what_was_seen_is_saved_and_comes_back_the_same(seven: str, tmp_path: Path) -> None:
    client(seven).set("user:1", "x")
    seen = look(seven)
    save(Looks().with_(seen), tmp_path / "look.json")
    assert load(tmp_path / "look.json").get(Redis) == seen


@pytest.mark.parametrize(
    ("pieces", "apart_s", "says"),
    [
        (hostile.said(), 0.0, "did not answer as Redis within"),
        (hostile.endless(b"$", b"1"), 0.05, "did not answer as Redis within"),
        (hostile.endless(b"+", b"a" * 65_536), 0.0, "is not Redis"),
        (hostile.said(b"$2000000000\r\n"), 0.0, "more than a look takes"),
        (hostile.said(b"*2000000000\r\n"), 0.0, "more than a look takes"),
        (hostile.said(b"*1\r\n" * 2000), 0.0, "is not Redis"),
        (hostile.said(b"HTTP/1.1 400 Bad Request\r\n\r\n"), 0.0, "is not Redis"),
        (hostile.said(b":99999999999999999999999999\r\n"), 0.0, "is not Redis"),
    ],
)
def test_servers_that_do_harm(pieces: Any, apart_s: float, says: str) -> None:
    begun = time.monotonic()
    with (
        hostile.server(pieces, apart_s=apart_s) as port,
        pytest.raises(Problem, match=says) as caught,
    ):
        look(f"redis://:s3cr3t@127.0.0.1:{port}", timeout_s=1.0)
    assert time.monotonic() - begun < 5
    assert "s3cr3t" not in caught.value.message + caught.value.remedy


def test_nothing_listens_and_unknown_hosts() -> None:
    with pytest.raises(Problem, match="refused"):
        look(f"redis://127.0.0.1:{free_port()}")
    with pytest.raises(Problem, match=r"not known|within"):
        look("redis://nosuch.invalid", timeout_s=2.0)


@pytest.mark.parametrize(
    "url", ["", "localhost:6379", "http://host", "redis://", "redis://host/x", "redis://h:99999"]
)
def test_what_is_no_address_of_a_redis(url: str) -> None:
    with pytest.raises(Problem, match="not the address of a Redis"):
        look(url)
