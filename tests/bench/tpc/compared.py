"""Index lists on a TPC database by the planner's price: each really built in a copy, advice and peers' beside it."""

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

import psycopg

from checks.lab.advise import advise
from checks.lab.blueprint import Blueprint
from checks.lab.terms import Terms
from checks.probes.postgres import Postgres as Seen
from scaffold.demo.postgres import Postgres
from tests.bench.suite.copies import Copy, copy
from tests.bench.suite.place import UNFINISHED, emptied, renamed, there
from tests.bench.tpc.generated import Standard
from tests.bench.tpc.looked import costs, look


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What is to be reached within so many bytes."""

    megabytes: int
    """Real ones, of a million bytes."""
    left: float
    """Share of the planner's price without indexes."""
    seconds: float
    """That the advice may take."""


def filled(server: Postgres, standard: Standard, scale: float) -> str:
    """The name of the filled database."""
    name = f"{standard.name}_{scale:g}".replace(".", "_")
    if not there(server, name):
        emptied(server, UNFINISHED)
        standard.fill(server.url_of(UNFINISHED), scale)
        renamed(server, UNFINISHED, name)
    return name


def planned(server: Postgres, database: str, asked: Mapping[str, str]) -> dict[str, float]:
    """What each query costs there; those that PostgreSQL cannot plan are named and left out."""
    found = dict[str, float]()
    with psycopg.connect(server.url_of(database), autocommit=True) as line:
        for name, text in asked.items():
            try:
                found |= costs(line, {name: text})
            except psycopg.Error as error:
                say(f"{name} is left out: {str(error).splitlines()[0]}")
    return found


def points(
    server: Postgres, original: str, asked: Mapping[str, str], base: Mapping[str, float],
    bars: tuple[Bar, ...],
) -> bool:  # fmt: skip
    """Advice by the planner's price within each point's bytes; whether every bar is reached."""
    seen, blueprint = look(server.url_of(original), asked, base)
    held = True
    say(f"{'':24}{'indexes':>8}{'real MB':>9}{'cost left':>11}{'advice s':>10}{'plans':>8}")
    for bar in bars:
        ddl, seconds, plans = advised(seen, blueprint, bar.megabytes * 10**6)
        made = copy(server, original, ddl)
        name = f"rung within {bar.megabytes} MB"
        left = priced(server, name, made, asked, base, f"{seconds:10.1f}{plans:8,}")
        held &= left <= bar.left and made.bytes <= bar.megabytes * 10**6 and seconds <= bar.seconds
        for one in ddl:
            say(f"    {one}")
    return held


def advised(seen: Seen, blueprint: Blueprint, most_bytes: int) -> tuple[list[str], float, int]:
    """The statements that build the advice, the seconds that it took, and the plans."""
    began = time.perf_counter()
    advice = advise(seen, blueprint, Terms(most_bytes=most_bytes))
    seconds = time.perf_counter() - began
    return [one.index.ddl for one in advice.proposals], seconds, advice.plans


def priced(
    server: Postgres, name: str, made: Copy, asked: Mapping[str, str], base: Mapping[str, float],
    said: str = "",
) -> float:  # fmt: skip
    """Print one line; the share of the cost that is left."""
    with psycopg.connect(server.url_of(made.database), autocommit=True) as line:
        left = sum(costs(line, asked).values()) / sum(base.values())
    say(f"{name:24}{made.indexes:8}{made.bytes / 10**6:9.0f}{left:11.1%}{said}")
    return left


def settings(given: list[str]) -> dict[str, str]:
    """`NAME=VALUE` as a server takes them."""
    return dict(one.split("=", 1) for one in given)


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
