"""The lab's index advice on TPC-DS: planner cost at the bytes of other advisors, every list really built.

`python tests/bench/tpcds.py [--scale 1] [--folder KEPT] [--set NAME=VALUE ...] [--size MB] [--peers NAME ...]`; 90
queries with the standard's validation parameters, no primary keys. Needs `pip install duckdb==1.5.5
duckdb-extension-tpcds==1.5.5`, which make the data. The bar is Extend's point, 45.3 % of the cost without indexes; its
real bytes are those of its list in tpcds_suite/peers.json as it is built here.
"""

import argparse
import sys
from pathlib import Path

from checks.core import Problem
from tests.bench.suite.copies import copy
from tests.bench.suite.peers import peers
from tests.bench.suite.place import place
from tests.bench.tpc.compared import Bar, filled, planned, points, priced, say, settings
from tests.bench.tpc.generated import TPCDS

LEFT, SECONDS = 0.453, 60.0
PEERS = Path(__file__).parent / "tpcds_suite" / "peers.json"
EQUAL = "Extend"
"""Whose real bytes the advice may take, where none are named."""


def main() -> int:
    """Print what was measured; 1 when a bar is missed, 2 where the generator is missing."""
    given = _arguments()
    try:
        asked = TPCDS.queries()
    except Problem as problem:
        say(f"{problem.message}: {problem.remedy}")
        return 2
    with place(given.folder, settings(given.set)) as server:
        original = filled(server, TPCDS, given.scale)
        base = planned(server, copy(server, original, []).database, asked)
        asked = {name: asked[name] for name in base}
        say(f"{len(asked)} queries; {'':9}{'indexes':>8}{'real MB':>9}{'cost left':>11}")
        listed = peers(PEERS)
        for name in listed if given.peers is None else given.peers:
            priced(server, name, copy(server, original, listed[name]), asked, base)
        equal = copy(server, original, listed[EQUAL])
        megabytes = given.size or equal.bytes // 10**6
        bar = Bar(megabytes=megabytes, left=LEFT, seconds=SECONDS)
        return int(not points(server, original, asked, base, (bar,)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="rung's index advice on TPC-DS")
    parser.add_argument("--scale", type=float, default=1.0, help="TPC-DS's scale factor")
    parser.add_argument("--folder", type=Path, help="keeps the filled databases for the next run")
    parser.add_argument("--set", nargs="*", default=[], help="NAME=VALUE: settings of the server")
    parser.add_argument("--size", type=int, help=f"real megabytes; {EQUAL}'s unless given")
    parser.add_argument("--peers", nargs="*", help="only these; all unless named")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
