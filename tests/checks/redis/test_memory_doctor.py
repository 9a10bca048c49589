"""The doctor's rules, each just above and just under its line."""

import pytest

from checks.redis.memory_doctor import check
from tests.checks.redis.small import MIB, redis
from tests.checks.reports import fires, not_looked_at, quiet, unsure


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ({"used_memory_peak": 400.0 * MIB}, "once used 400 MiB, 2.0 times"),
        ({"mem_fragmentation_ratio": 1.6, "mem_fragmentation_bytes": 80.0 * MIB}, "fragments in all"),
        ({"allocator_frag_ratio": 1.3, "allocator_frag_bytes": 50.0 * MIB}, "the allocator's fragments"),
        ({"allocator_rss_ratio": 1.3, "allocator_rss_bytes": 50.0 * MIB}, "keeps from the system"),
        ({"rss_overhead_ratio": 1.3, "rss_overhead_bytes": 50.0 * MIB}, "outside of the allocator"),
        ({"mem_clients_normal": 12 * 300 * 1024.0}, "300 KiB for each client"),
        ({"mem_clients_slaves": 40.0 * MIB, "connected_slaves": 2.0}, "20 MiB for each replica"),
        ({"number_of_cached_scripts": 5000.0}, "5,000 scripts"),
    ],
)  # fmt: skip
def test_each_rule_fires(figures: dict[str, float], says: str) -> None:
    assert says in fires(check(redis(figures)))


@pytest.mark.parametrize(
    "figures",
    [
        {},
        {"used_memory_peak": 290.0 * MIB},
        {"mem_fragmentation_ratio": 3.0, "mem_fragmentation_bytes": 9.0 * MIB},
        {"allocator_frag_ratio": 1.05, "allocator_frag_bytes": 90.0 * MIB},
        {"mem_clients_normal": 12 * 150 * 1024.0},
        {"mem_clients_slaves": 90.0 * MIB, "connected_slaves": 0.0},
        {"number_of_cached_scripts": 1000.0},
    ],
)
def test_each_rule_leaves_alone(figures: dict[str, float]) -> None:
    assert quiet(check(redis(figures)))


def test_fragments_are_not_judged_where_the_allocator_does_not_tell_them() -> None:
    wild = {"allocator_frag_ratio": 4.5, "allocator_frag_bytes": 900.0 * MIB}
    assert quiet(check(redis(wild, {"mem_allocator": "libc"})))


def test_the_doctor_is_silent_on_an_empty_server() -> None:
    tiny = {"used_memory": 900_000.0, "used_memory_peak": 9_000_000.0}
    assert "under 5 MB" in unsure(check(redis(tiny)))


def test_what_cannot_be_read_and_not_looked_at() -> None:
    assert unsure(check(redis(missing={"info": "NOPERM"})))
    not_looked_at("redis.memory_doctor")
