"""The lab's index advice against eight lists of other advisors, by the clock, side by side in one run.

`python tests/bench/advisor.py [--scale 1] [--rounds 3] [--folder KEPT]` fills the market place of tests/bench/suite,
takes rung's advice, builds every list in a copy, and measures the statements' database time interleaved. The peers'
lists are their recorded output (tests/bench/suite/peers.json), produced at scale 1.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

from checks.lab.advice import LabAdvice
from checks.lab.advise import advise
from scaffold.demo.postgres import Postgres
from tests.bench.suite.compared import Compared, compare
from tests.bench.suite.filled import fill
from tests.bench.suite.peers import peers
from tests.bench.suite.place import UNFINISHED, emptied, place, renamed, there
from tests.bench.suite.seen import look
from tests.bench.suite.templates import TEMPLATES
from tests.bench.suite.used import use

TIME_BAR, BYTES_BAR, ADVICE_BAR_S, BEYOND_BAR = 0.2, 1.5, 5.0, 0.25
NONE, AGAIN, RUNG = "no indexes", "no indexes, again", "rung"


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    given = _arguments()
    with place(given.folder) as server:
        original = filled(server, given.scale)
        advice, seconds = advised(server.url_of(original), given.scale)
        mine = [one.index.ddl for one in advice.proposals]
        others = {
            name: ddl for name, ddl in peers().items() if not given.peers or name in given.peers
        }
        lists = {NONE: [], AGAIN: [], RUNG: mine, **others}
        for each in lists[RUNG]:
            say(f"  {each}")
        found, different = compare(server, original, lists, given.scale, given.rounds)
    table(found)
    templates(found)
    return int(not bars(found, different, seconds))


def filled(server: Postgres, scale: float) -> str:
    """The name of the filled database."""
    name = f"used_market_{scale:g}".replace(".", "_")
    if not there(server, name):
        emptied(server, UNFINISHED)
        fill(server.url_of(UNFINISHED), scale)
        use(server.url_of(UNFINISHED))
        with psycopg.connect(server.url_of(UNFINISHED), autocommit=True) as one:
            one.execute("create extension pg_stat_statements")
        renamed(server, UNFINISHED, name)
    return name


def advised(url: str, scale: float) -> tuple[LabAdvice, float]:
    """The advice from a look as after an hour of calls, and the seconds that it took."""
    seen = look(url, scale)
    began = time.perf_counter()
    advice = advise(seen.postgres, seen.blueprint)
    seconds = time.perf_counter() - began
    say(
        f"{len(advice.proposals)} indexes from {advice.plans:,} plans in {seconds:.1f} s; it expects "
        f"{advice.left_ms / 1000:,.0f} of {advice.total_ms / 1000:,.0f} s an hour to be left"
    )
    return advice, seconds


def table(found: Sequence[Compared]) -> None:
    """One line a list."""
    none, again = _bare(found)
    say(f"\n{'':20}{'indexes':>8}{'MB':>7}{'s/hour':>9}{'left':>8}{'plain s':>9}{'beyond s':>9}"
        f"{'reads':>7}{'writes':>7}  more than 10 % slower than without")  # fmt: skip
    for one in found:
        slower = one.slower(none.or_slower(again))
        writes = sum(each.name in slower for each in TEMPLATES if each.writes)
        left = one.hour_ms() / none.hour_ms()
        say(
            f"{one.name:20}{one.indexes:8}{one.bytes / 2**20:7.0f}{one.hour_ms() / 1000:9.0f}{left:8.2%}"
            f"{one.hour_ms(beyond=False) / 1000:9.0f}{one.hour_ms(beyond=True) / 1000:9.0f}"
            f"{len(slower) - writes:7}{writes:7}  {_named(slower)}"
        )


def templates(found: Sequence[Compared]) -> None:
    """One line a template: seconds an hour of rung, of the best peer for it, and of the best peer overall."""
    rung, best = _chosen(found)
    others = [one for one in found if one.name not in (NONE, AGAIN, RUNG)]
    say(f"\n{'':24}{'calls':>8}{'none ms':>10}{'rung ms':>9}{best.name:>18}{'best of peers':>16}")
    for one in TEMPLATES:
        least = min(others, key=lambda each: (each.means[one.name], each.name))
        none = next(each for each in found if each.name == NONE)
        say(
            f"{one.name:24}{one.calls:8}{none.means[one.name]:10.3f}{rung.means[one.name]:9.3f}"
            f"{best.means[one.name]:18.3f}{least.means[one.name]:10.3f} {least.name}"
        )


def bars(found: Sequence[Compared], different: Sequence[str], seconds: float) -> bool:
    """Each bar with its figure; whether all were reached."""
    rung, best = _chosen(found)
    none, again = _bare(found)
    plain = min(
        (one for one in found if one.name not in (NONE, AGAIN, RUNG)),
        key=lambda one: one.hour_ms(beyond=False),
    )
    time_ratio, bytes_ratio = rung.hour_ms() / best.hour_ms(), rung.bytes / best.bytes
    plain_ratio = rung.hour_ms(beyond=False) / plain.hour_ms(beyond=False)
    beyond = none.hour_ms(beyond=True) / none.hour_ms()
    slower, behind = rung.slower(none.or_slower(again)), rung.slower(best)
    rows = (
        (time_ratio <= TIME_BAR, f"{time_ratio:.3f} of the time of the best peer ({best.name}); bar {TIME_BAR}"),
        (bytes_ratio <= BYTES_BAR, f"{bytes_ratio:.2f} times its real bytes; bar {BYTES_BAR}"),
        (plain_ratio <= 1, f"{plain_ratio:.3f} of the best peer's time on plain templates ({plain.name}); bar 1"),
        (not slower, f"more than 10 % slower than without indexes: {_named(slower) or 'none'}"),
        (not behind, f"more than 10 % slower than with {best.name}: {_named(behind) or 'none'}"),
        (seconds <= ADVICE_BAR_S, f"{seconds:.1f} s of advising; bar {ADVICE_BAR_S:.0f}"),
        (beyond <= BEYOND_BAR, f"{beyond:.1%} of the bare time needs more than plain btrees; bar {BEYOND_BAR:.0%}"),
        (not different, f"answers differ: {', '.join(different) or 'none'}"),
    )  # fmt: skip
    say("")
    for held, words in rows:
        say(f"{'ok    ' if held else 'MISSED'}  {words}")
    return all(held for held, _ in rows)


def _bare(found: Sequence[Compared]) -> tuple[Compared, Compared]:
    """The database without indexes, measured twice in the same turns: what differs is noise."""
    none, again = (next(one for one in found if one.name == wanted) for wanted in (NONE, AGAIN))
    return none, again


def _chosen(found: Sequence[Compared]) -> tuple[Compared, Compared]:
    """Rung's list, and the peer's that leaves the least time."""
    (rung,) = (one for one in found if one.name == RUNG)
    others = [one for one in found if one.name not in (NONE, AGAIN, RUNG)]
    return rung, min(others, key=lambda one: one.hour_ms())


def _named(slower: dict[str, float]) -> str:
    return ", ".join(f"{name} {ratio - 1:+.0%}" for name, ratio in slower.items())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="rung's index advice against other advisors'")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is about a gigabyte")
    parser.add_argument("--rounds", type=int, default=3, help="turns; the least mean counts")
    parser.add_argument("--peers", nargs="*", help="only these; all unless named")
    parser.add_argument("--folder", type=Path, help="keeps the filled databases for the next run")
    return parser.parse_args()


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
