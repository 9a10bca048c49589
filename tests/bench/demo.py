"""The demo against its bars in one run: 50 times the throughput at size 1.0, 20 times at 0.2, under three minutes."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

RUNG = Path(sys.executable).parent / "rung"
BARS = {1.0: (50.0, 0.98), 0.2: (20.0, 0.0)}
"""Size -> (times the throughput, how much lower p95) that one run must reach."""
MOST_SECONDS = 180.0


def main() -> int:
    """Print each bar beside what was measured; 1 when one is missed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "demo.json"
        done = subprocess.run([RUNG, "demo", "--json", file], check=False)
        if done.returncode:
            return done.returncode
        result = json.loads(file.read_text())
    missed = 0
    for run in result["runs"]:
        times, lower = BARS[run["size"]]
        held = run["times_the_throughput"] >= times and run["p95_lower"] >= lower
        missed += not held
        seen = f"{run['times_the_throughput']:.1f} times, p95 {run['p95_lower']:.1%} lower"
        bar = f"bar: {times:g} times" + (f", {lower:.0%} lower" if lower else "")
        sys.stdout.write(f"size {run['size']:g}: {seen} ({bar}): {'ok' if held else 'missed'}\n")
    late = result["seconds"] > MOST_SECONDS
    sys.stdout.write(
        f"{result['seconds']:.0f} s of {MOST_SECONDS:.0f} s: {'missed' if late else 'ok'}\n"
    )
    return int(missed > 0 or late)


if __name__ == "__main__":
    sys.exit(main())
