"""The lab's advice on one saved look of the market place, under twenty hash seeds: bar, the same bytes each time.

`python tests/bench/seeds.py [--scale 0.05]`
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from checks.core import Looks
from checks.saved import save
from tests.bench.suite.filled import fill
from tests.bench.suite.place import place
from tests.bench.suite.seen import look

SEEDS = 20
ADVICE = """
import sys
from pathlib import Path
from checks.lab.advise import advise
from checks.lab.blueprint import Blueprint
from checks.probes.postgres import Postgres
from checks.saved import load
looks = load(Path(sys.argv[1]))
print(advise(looks.get(Postgres), looks.get(Blueprint)))
"""


def main() -> int:
    """Print how many different outputs came; 1 when it is not one."""
    parser = argparse.ArgumentParser(description="one advice under twenty hash seeds")
    parser.add_argument("--scale", type=float, default=0.05, help="of the market place")
    scale = parser.parse_args().scale
    with place(None) as server, tempfile.TemporaryDirectory() as folder:
        fill(server.url, scale)
        with psycopg.connect(server.url, autocommit=True) as one:
            one.execute("create extension pg_stat_statements")
        seen = look(server.url, scale, runs=3, seconds=0.2)
        saved = Path(folder) / "look.json"
        save(Looks().with_(seen.postgres, seen.blueprint), saved)
        said = [advised(saved, seed) for seed in range(SEEDS)]
    sizes = {len(one) for one in said}
    marks = {hashlib.sha256(one).hexdigest()[:12] for one in said}
    sys.stdout.write(
        f"{len(said)} hash seeds, {len(marks)} different outputs, of {min(sizes):,} bytes\n"
    )
    return int(len(marks) != 1)


def advised(saved: Path, seed: int) -> bytes:
    """What the advice is, written out, in a process with this hash seed."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ADVICE, str(saved)], check=True, capture_output=True,
        cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONHASHSEED": str(seed)},
    )  # fmt: skip
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
