"""The lab against HypoPG: the same search over the same candidates, priced there; lists on TPC-H as HypoPG prices them.

`python tests/bench/hypopg.py URL [--scale 0.1] [--tpch LIST.sql ...]`, URL of a PostgreSQL with the extension installed
(Debian: postgresql-15-hypopg), as a superuser; databases `hypopg_...` are made in it and kept.
Bar: nine tenths of the lab's advice is HypoPG's too. A LIST.sql holds one CREATE INDEX a line; peers' lists are priced
beside it. HypoPG knows no GIN: both are asked for the statements that search for no pattern and no part of a document.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from checks.lab.advice import LabAdvice
from checks.lab.advise import advise, advised, completed
from checks.lab.candidate import Candidate
from checks.lab.hypopg import Hypothetical
from checks.lab.terms import Terms
from checks.lab.values import searches
from checks.probes.postgres import Postgres
from tests.bench.suite.filled import fill
from tests.bench.suite.peers import peers
from tests.bench.suite.seen import look
from tests.bench.tpc.generated import TPCH
from tests.bench.tpc.looked import costs

BAR = 0.9
PEERS = Path(__file__).parent / "tpch_suite" / "peers.json"
Line = psycopg.Connection[tuple[Any, ...]]


def overlap(url: str, scale: float) -> bool:
    """Print what both propose; whether the bar is reached."""
    there = _database(
        url, f"hypopg_market_{scale:g}".replace(".", "_"), lambda made: fill(made, scale)
    )
    with psycopg.connect(there, autocommit=True) as one:
        for name in ("pg_stat_statements", "pg_trgm", "hypopg"):
            one.execute(f"create extension if not exists {name}".encode())
    seen = look(there, scale)
    asked = _without_searches(completed(seen.postgres, seen.blueprint))
    mine = advise(asked, seen.blueprint)
    with psycopg.connect(there, autocommit=True) as line:
        theirs = advised(asked, Hypothetical(line, "public", budget_s=600), Terms())
    return _compared(mine, theirs)


def _without_searches(postgres: Postgres) -> Postgres:
    listed = postgres.statements
    assert listed is not None
    rows = tuple(one for one in listed.rows if not searches(one.text))
    return replace(
        postgres, statements=replace(listed, rows=rows, exec_ms=sum(one.exec_ms for one in rows))
    )


def _compared(mine: LabAdvice, theirs: LabAdvice) -> bool:
    own = [one for one in mine.proposals if one.index.method == "btree"]
    same = {one.index for one in theirs.proposals}
    led = {_lead(one) for one in same}
    both = [one for one in own if one.index in same]
    near = [one for one in own if _lead(one.index) in led]
    say(f"the lab {len(mine.proposals)} indexes ({len(mine.proposals) - len(own)} GIN), HypoPG {len(same)}; of the "
        f"lab's btrees {len(both)} of {len(own)} are HypoPG's ({len(both) / len(own):.0%}), "
        f"{len(near)} begin with the same column ({len(near) / len(own):.0%})")  # fmt: skip
    for one in (each for each in own if each not in both):
        say(f"    only the lab: {one.index.table} {one.index.shape} ({one.share:.2%})")
    for other in (
        each for each in theirs.proposals if each.index not in {one.index for one in own}
    ):
        say(f"    only HypoPG:  {other.index.table} {other.index.shape} ({other.share:.2%})")
    return len(near) >= BAR * len(own)


def _lead(one: Candidate) -> tuple[object, ...]:
    return (
        one.schema,
        one.table,
        tuple(key.column or key.expression for key in one.keys[:1]),
        one.where,
    )


def lists(url: str, files: Sequence[Path]) -> None:
    """Print what each list costs on TPC-H as HypoPG prices it."""
    there = _database(url, "hypopg_tpch", lambda made: TPCH.fill(made, 1.0))
    asked = TPCH.queries()
    found = {one.stem: one.read_text().splitlines() for one in files} | peers(PEERS)
    with psycopg.connect(there, autocommit=True) as line:
        line.execute("create extension if not exists hypopg; select hypopg_reset()")
        base = sum(costs(line, asked).values())
        for name, ddl in found.items():
            for each in filter(str.strip, ddl):
                line.execute("select hypopg_create_index(%s)", (each.replace(" CONCURRENTLY", ""),))
            row = line.execute(
                "select coalesce(sum(hypopg_relation_size(indexrelid)), 0)::float8 from hypopg_list_indexes"
            ).fetchone()
            left = sum(costs(line, asked).values()) / base
            say(
                f"{name:24}{len(ddl):4} indexes, {row[0] / 10**6 if row else 0:6.0f} MB to HypoPG, {left:6.1%}"
            )
            line.execute("select hypopg_reset()")


def _database(url: str, name: str, filling: Any) -> str:
    with psycopg.connect(url, autocommit=True) as admin:
        known = admin.execute("select from pg_database where datname = %s", (name,)).fetchone()
        made = url.rpartition("/")[0] + "/" + name
        if known is None:
            admin.execute(f"create database {name}".encode())
            filling(made)
    return made


def main() -> int:
    """Print both comparisons; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(
        description="the lab's advice against the same search in HypoPG"
    )
    parser.add_argument("url", help="of a server with HypoPG, ending in a database's name")
    parser.add_argument("--scale", type=float, default=0.1, help="of the market place")
    parser.add_argument("--tpch", type=Path, nargs="*", help="only price these lists on TPC-H")
    given = parser.parse_args()
    if given.tpch is not None:
        lists(given.url, given.tpch)
        return 0
    return int(not overlap(given.url, given.scale))


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
