"""How true the lab is to its source, PostgreSQL 12, 15 and 18: plans without and with indexes of estimated sizes.

`python tests/bench/fidelity.py [--scale 0.2] [12 15 18]` fills the market place on a server of each version, builds the
lab from it, and compares the planner's price of every template there and here: as it is, and with every index of
`SHAPES` and of the recorded lists of other advisors, one list at a time, built there and only imagined here. The sizes
that were imagined are held against the real ones. Bars: 95 % of the plans within 5 %; sizes off by 5 % in the median,
85 % of them within 20 %. Older servers come from npm, as the tests fetch them.
"""

import argparse
import json
import os
import re
import statistics
import sys
from collections.abc import Sequence
from random import Random
from typing import Any

import psycopg

from checks.lab.candidate import Candidate, Key
from checks.lab.known import Known
from checks.lab.plans import Plan
from checks.lab.shadow import Shadow, shadow
from checks.lab.source import take
from checks.lab.trials import Trials, build
from scaffold.demo.postgres import Postgres
from tests.bench.suite.filled import fill
from tests.bench.suite.measured import numbered
from tests.bench.suite.peers import peers
from tests.bench.suite.templates import TEMPLATES
from tests.servers import server

SAMPLES = 2
NEAR, NEAR_BAR, SIZE_BAR, CLOSE, CLOSE_BAR = 0.05, 0.95, 0.05, 0.2, 0.85
Line = psycopg.Connection[tuple[Any, ...]]

BEYOND = (
    Candidate(schema="public", table="users", keys=(Key(expression="lower(email)"),)),
    Candidate(schema="public", table="users", keys=(Key(column="account_id"),), where="deleted_at IS NULL"),
    Candidate(schema="public", table="orders", keys=(Key(column="account_id"), Key(column="created_at")),
              include=("id", "state", "total")),
    Candidate(schema="public", table="reviews", keys=(Key(column="product_id"),), include=("stars",)),
    Candidate(schema="public", table="jobs", keys=(Key(column="priority"), Key(column="run_at", descending=True))),
    Candidate(schema="public", table="products", keys=(Key(column="name", operators="gin_trgm_ops"),), method="gin"),
    Candidate(schema="public", table="products", keys=(Key(column="attributes", operators="jsonb_path_ops"),),
              method="gin"),
    Candidate(schema="public", table="events", keys=(Key(column="at"),), method="brin"),
)  # fmt: skip
"""What no peer proposes: expressions, partial, covering, descending, GIN, BRIN."""


def main() -> int:
    """Print the shares; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description="plans and sizes of the lab against its source")
    parser.add_argument("--scale", type=float, default=0.2, help="of the market place")
    parser.add_argument("versions", nargs="*", default=["12", "15", "18"])
    given = parser.parse_args()
    os.environ.setdefault("RUNG_OLD_POSTGRES", ",".join(given.versions))
    held = [checked(version, given.scale) for version in given.versions]
    return int(not all(held))


def checked(version: str, scale: float) -> bool:
    """One version of PostgreSQL: its line of figures; whether the bars are reached."""
    with server(version=version) as source:
        url = _filled(source, scale)
        blueprint = take(url)
        with psycopg.connect(url, autocommit=True) as line, shadow(blueprint) as lab:
            texts, known, trials = _texts(line, scale), Known(lab), Trials()
            lists = {"no indexes": [], **_lists(), "beyond btrees": list(BEYOND)}
            build(sorted({one for each in lists.values() for one in each}), trials, lab, known)
            near, real = dict[str, tuple[int, int]](), dict[Candidate, int]()
            for name, wanted in lists.items():
                near[name] = _compared(
                    line, lab, texts, [one for one in wanted if one in trials.sizes], real
                )
    off = [abs(trials.sizes[one].bytes / size - 1) for one, size in sorted(real.items())]
    close = sum(one <= CLOSE for one in off) / len(off)
    good, asked = (sum(each) for each in zip(*near.values(), strict=True))
    say(f"PostgreSQL {version}: {good} of {asked} plans within {NEAR:.0%} ({good / asked:.1%}); "
        f"{len(off)} sizes off by {statistics.median(off):.1%} (median), {close:.0%} within {CLOSE:.0%}")  # fmt: skip
    for name, (hit, of) in near.items():
        say(f"    {name:20}{hit:4} of {of}")
    worst = sorted(real, key=lambda one: -abs(trials.sizes[one].bytes / real[one] - 1))[:3]
    say("    furthest sizes: " + "; ".join(
        f"{one.table} {one.shape} {trials.sizes[one].bytes / real[one]:.2f}" for one in worst))  # fmt: skip
    return good / asked >= NEAR_BAR and statistics.median(off) <= SIZE_BAR and close >= CLOSE_BAR


def _compared(
    line: Line, lab: Shadow, texts: Sequence[str], indexes: Sequence[Candidate], real: dict[Candidate, int]
) -> tuple[int, int]:  # fmt: skip
    """Build these there, show them here; plans that cost the same, of those asked for.

    Only the values of an expression need ANALYZE. Anything else that it counted anew, from other rows than those that
    the lab's statistics were taken from, would differ by the sample (rare values by a tenth) and not by the lab.
    """
    for one in indexes:
        line.execute(one.trial.encode())
    for table in sorted({one.table for one in indexes if any(key.expression for key in one.keys)}):
        line.execute(f"analyze {table}".encode())
    lab.show(one.name for one in indexes)
    near = sum(abs(_there(line, text) / _here(lab, text) - 1) <= NEAR for text in texts)
    for one in indexes:
        row = line.execute(
            "select pg_relation_size(%s::regclass)", (f"public.{one.name}",)
        ).fetchone()
        real[one] = int(row[0]) if row else 0
        line.execute(f'drop index public."{one.name}"'.encode())
    return near, len(texts)


def _there(line: Line, text: str) -> float:
    row = line.execute(f"explain (format json) {text}".encode()).fetchone()
    found = row[0] if row else "[]"
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return float(plan["Total Cost"])


def _here(lab: Shadow, text: str) -> float:
    plan = lab.plan(text)
    assert isinstance(plan, Plan), plan
    return plan.cost


def _filled(source: Postgres, scale: float) -> str:
    with psycopg.connect(source.url, autocommit=True) as admin:
        admin.execute("create database market")
    url = source.url_of("market")
    fill(url, scale)
    with psycopg.connect(url, autocommit=True) as one:
        one.execute("create extension pg_trgm")
    return url


def _texts(line: Line, scale: float) -> list[str]:
    """Every template with the values of a few calls, as text."""
    found = []
    for template in TEMPLATES:
        random = Random(template.name)
        for _ in range(SAMPLES):
            sql, order = numbered(template.sql)
            values = template.values(random, scale)
            cursor = psycopg.ClientCursor(line)
            found.append(cursor.mogrify(sql.encode(), [values[place] for place in order]))
    return found


def _lists() -> dict[str, list[Candidate]]:
    """The recorded lists as candidates."""
    return {name: list(map(_candidate, ddl)) for name, ddl in peers().items()}


def _candidate(ddl: str) -> Candidate:
    found = re.fullmatch(r"create index on (\w+) \((.*)\)", ddl)
    assert found is not None, ddl
    keys = tuple(Key(column=one.strip()) for one in found[2].split(","))
    return Candidate(schema="public", table=found[1], keys=keys)


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
