"""The lab's advice on a schema that nothing was tuned on: a chain of practices, by the clock.

`python tests/bench/held_out.py [--scale 0.5] [--folder KEPT]` fills tests/bench/clinic (eight tables, twenty weighted
statements, written before the advice), takes the advice from a look as after an hour of calls, and measures each
statement without and with it in turns. No other advisor's list is recorded for it.
"""

import argparse
import sys
import time
from pathlib import Path

import psycopg

from checks.lab.advise import advise
from scaffold.demo.postgres import Postgres
from tests.bench.clinic.templates import TEMPLATES
from tests.bench.suite.compared import Compared, compare
from tests.bench.suite.place import UNFINISHED, emptied, place, renamed, there
from tests.bench.suite.seen import look

NONE, RUNG = "no indexes", "rung"
SCHEMA = Path(__file__).parent / "clinic" / "schema.sql"


def main() -> int:
    """Print what was measured; 1 when an answer differs."""
    parser = argparse.ArgumentParser(description="rung's index advice on a held-out schema")
    parser.add_argument("--scale", type=float, default=0.5, help="1 is about 900 MB")
    parser.add_argument("--folder", type=Path, help="keeps the filled databases for the next run")
    given = parser.parse_args()
    with place(given.folder) as server:
        original = filled(server, given.scale)
        seen = look(server.url_of(original), given.scale, templates=TEMPLATES)
        began = time.perf_counter()
        advice = advise(seen.postgres, seen.blueprint)
        say(
            f"{len(advice.proposals)} indexes from {advice.plans} plans in {time.perf_counter() - began:.1f} s"
        )
        for one in advice.proposals:
            say(
                f"  {one.share:7.2%} {one.bytes / 2**20:6.1f} MB  {one.index.table} {one.index.shape}"
            )
        for each in advice.helpless:
            say(f"  not helped: {seen.names[each.statement.id]}: {each.reason}")
        lists = {NONE: [], RUNG: [one.index.ddl for one in advice.proposals]}
        found, different = compare(server, original, lists, given.scale, 2, TEMPLATES)
    table(*found)
    say(f"answers differ: {', '.join(different) or 'none'}")
    return int(bool(different))


def table(none: Compared, rung: Compared) -> None:
    """One line a statement: milliseconds of a call, seconds of the hour."""
    before_s, after_s = (
        sum(one.means[each.name] * each.calls for each in TEMPLATES) / 1000 for one in (none, rung)
    )
    for each in TEMPLATES:
        before, after = none.means[each.name], rung.means[each.name]
        say(
            f"{each.name:20}{each.calls:8}{before:10.3f}{after:10.3f} ms{after * each.calls / 1000:9.1f} s"
        )
    say(
        f"{rung.bytes / 2**20:.0f} MB; {before_s:.0f} s an hour to {after_s:.0f} s ({after_s / before_s:.2%})"
    )


def filled(server: Postgres, scale: float) -> str:
    """The name of the filled database."""
    name = f"clinic_{scale:g}".replace(".", "_")
    if not there(server, name):
        emptied(server, UNFINISHED)
        with psycopg.connect(server.url_of(UNFINISHED), autocommit=True) as one:
            for statement in SCHEMA.read_text().replace("{scale}", str(scale)).split(";\n"):
                if statement.strip():
                    one.execute(statement.encode())
            one.execute("create extension pg_stat_statements")
        renamed(server, UNFINISHED, name)
    return name


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
