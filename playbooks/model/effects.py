"""What each rung does to the network, by the same formulas that its promise rests on.

An effect has two ends, as the rung's promise has: what must at least show, which every sum takes, and what the
arithmetic expects. Rungs whose effect on a station cannot be counted from what was measured have none, and are not
part of any sum.
"""

from dataclasses import dataclass

from checks.vitals import Vitals
from playbooks.formulas import (
    even_split,
    expected_hit,
    group_gain,
    index_gain,
    replica_gain,
    session_saving,
    vertical_gain,
)
from playbooks.formulas.spread import spread
from playbooks.model.network import Network

SPARED = 0.5
"""Part of the application's own work that a hit in the shared cache spares; this tool's default."""
LEAST = 0.001
"""Of a demand that a hoped end leaves: none goes to nothing."""
CEILING_CORES = 128.0
"""The largest machine that is ordinary to buy, as in playbooks/direction.py."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a rung multiplies: the demand on a station (1 = unchanged), or its servers."""

    rung: str
    station: str
    demand: float = 1.0
    """What must at least show."""
    hoped: float = 1.0
    """The same as the arithmetic expects it."""
    servers: float = 1.0

    def on(self, network: Network, *, hoped: bool = False) -> Network:
        """The network after the rung, at the careful end of its promise or at the hoped one."""
        demand = self.hoped if hoped else self.demand
        return network.scaled(self.station, demand=demand, servers=self.servers)


def effects(vitals: Vitals) -> dict[str, tuple[Effect, ...]]:
    """By rung, what it does to each station; rungs that cannot be counted are missing."""
    found = {
        "query_index": _less("query_index", index_gain.bounds(vitals), "database"),
        "pool": _less("pool", session_saving.bounds(vitals), "application", "database"),
        "cache_shared": _answers("cache_shared", _repeats(vitals)),
        "cache_app": _less("cache_app", _small_reads(vitals), "database"),
        "cdn": _less("cdn", _edge(vitals), "application", "database"),
        "read_replica": _less("read_replica", replica_gain.bounds(vitals), "database"),
        "split_db": _less("split_db", group_gain.bounds(vitals), "database"),
        "shard": _less("shard", even_split.bounds(vitals), "database", "storage"),
        "vertical": _vertical(vitals),
        "scale_app": (Effect(rung="scale_app", station="application", servers=2.0),),
    }
    return {name: several for name, several in found.items() if several}


def _less(rung: str, span: tuple[float, float] | None, *stations: str) -> tuple[Effect, ...]:
    if span is None or span[1] >= 1:
        return ()
    return tuple(
        Effect(rung=rung, station=one, demand=span[1], hoped=max(span[0], LEAST))
        for one in stations
    )


def _answers(rung: str, span: tuple[float, float] | None) -> tuple[Effect, ...]:
    """A hit spares the database all of an answer's work and the application a part of it."""
    if span is None or span[1] >= 1:
        return ()
    kept = [1 - SPARED * (1 - one) for one in span]
    return (
        Effect(rung=rung, station="database", demand=span[1], hoped=max(span[0], LEAST)),
        Effect(rung=rung, station="application", demand=kept[1], hoped=kept[0]),
    )


def _repeats(vitals: Vitals) -> tuple[float, float] | None:
    return None if vitals.number("repeat_share") is None else expected_hit.bounds(vitals)


def _small_reads(vitals: Vitals) -> tuple[float, float] | None:
    share = vitals.number("identical_read_share")
    return None if share is None else spread(1 - share, expected_hit.MUST_SHOW)


def _edge(vitals: Vitals) -> tuple[float, float] | None:
    share = vitals.number("cacheable_share")
    return None if share is None else spread(1 - share, expected_hit.MUST_SHOW)


def _vertical(vitals: Vitals) -> tuple[Effect, ...]:
    """One doubling of the database's machine, while an ordinary one of that size can be had."""
    cores = vitals.number("database_cores")
    largest = vitals.number("largest_machine") or (cores or 0.0) * 2 > CEILING_CORES
    if not cores or largest or vertical_gain.bounds(vitals) is None:
        return ()
    return (Effect(rung="vertical", station="database", servers=2.0),)
