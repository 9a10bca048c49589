"""The table of live bottlenecks: the first rung said and the right one, the registered metric before and after.

    python tests/bench/bottlenecks.py [--times N] [--loops N] [--seconds S] [NAME ...]

`--times` repeats each with another seed, `--loops` lets so many busy loops fight for the processors meanwhile, and
`--seconds` watches longer. 1 when an answer was wrong, differed between repetitions, or a metric did not move.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main() -> int:
    """Print a row for each run."""
    asked = argparse.ArgumentParser()
    asked.add_argument("names", nargs="*")
    asked.add_argument("--times", type=int, default=1)
    asked.add_argument("--loops", type=int, default=0)
    asked.add_argument("--seconds", type=float, default=6.0)
    given = asked.parse_args()
    os.environ["RUNG_BOTTLENECK_SECONDS"] = str(given.seconds)
    with ExitStack() as stack:
        for _ in range(given.loops):
            loop = subprocess.Popen([sys.executable, "-c", "while True: pass"])
            stack.callback(loop.wait)
            stack.callback(loop.kill)
        return table(given.names, given.times)


def table(names: list[str], times: int) -> int:
    """Every bottleneck so many times on one server; how many rows were wrong, as an exit code."""
    from scaffold.demo.post_office import PostOffice
    from scaffold.demo.postgres import Postgres, free_port
    from tests.playbooks.bottlenecks.proof import proved
    from tests.playbooks.bottlenecks.stage import BOTTLENECKS, staged

    folder = Path(tempfile.mkdtemp(prefix="rung-bench-"))
    folder.chmod(0o755)
    server = Postgres(folder=folder / "postgres", port=free_port())
    wrong = 0
    say(f"{'bottleneck':18} {'first rung':16} {'right':16} {'short':14} registered metric")
    try:
        server.create()
        with PostOffice() as mail:
            for name in names or BOTTLENECKS:
                for seed in range(1, times + 1):
                    place = folder / f"{name}-{seed}"
                    place.mkdir()
                    with staged(name, place, server, mail.port, seed=seed) as stage:
                        row = proved(stage)
                    shutil.rmtree(place, ignore_errors=True)
                    wrong += bool(row.wrongs)
                    moved = (
                        ""
                        if row.after is None
                        else f"{row.metric} {row.before:.4g} -> {row.after:.4g}"
                    )
                    say(f"{name:18} {row.said!s:16} {row.expected:16} {row.saturated:14} {moved}")
                    for one in row.wrongs:
                        say(f"    {one}")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    say(f"{wrong} wrong")
    return int(wrong > 0)


def say(line: str) -> None:
    """One line of the table."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
