"""Start-up side by side in one run: an empty interpreter, `rung`'s quick commands, and copier's."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
ROUNDS = 11
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "rung --version": [str(BIN / "rung"), "--version"],
    "rung --help": [str(BIN / "rung"), "--help"],
    "rung audit --help": [str(BIN / "rung"), "audit", "--help"],
    "copier --version": [str(BIN / "copier"), "--version"],
}


def seconds(command: list[str]) -> float:
    """Wall seconds of one run to its end."""
    began = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - began


def main() -> None:
    """Interleave the commands, so that a slow moment of the machine hits all of them."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(ROUNDS + 1):
        for name, command in COMMANDS.items():
            spent = seconds(command)
            if turn:
                taken[name].append(spent)
    base = statistics.median(taken["python -c pass"])
    sys.stdout.write(f"{'start-up, median of ' + str(ROUNDS):28}{'ms':>8}{'over python':>14}\n")
    for name, spent_all in taken.items():
        middle = statistics.median(spent_all)
        sys.stdout.write(f"{name:28}{middle * 1000:8.0f}{middle / base:13.1f}x\n")


if __name__ == "__main__":
    main()
