"""A look at a repository, cold and warm, side by side with `git status` and ruff on the same tree in one run.

`python tests/bench/look.py PATH...` prints wall seconds, CPU seconds and peak memory of each, the best of a few
interleaved rounds, and each CPU time as a ratio of `git status`.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
ROUNDS = 3
LOOK = (
    "import sys; from pathlib import Path; from checks.probes.repo import look; "
    "look(Path(sys.argv[1]))"
)
CHANGED = "look, after a change"
"""What is kept of the whole look is gone, what is kept of each file is there."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def cost(command: list[str], environment: dict[str, str]) -> Cost:
    """Run to the end; CPU and memory are the child's own, from wait4."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    spent: resource.struct_rusage = used
    return Cost(
        time.perf_counter() - began, spent.ru_utime + spent.ru_stime, spent.ru_maxrss / 1024
    )


def commands(path: Path, cache: str) -> dict[str, tuple[list[str], dict[str, str]]]:
    """What is compared: name -> (command, environment)."""
    look = [sys.executable, "-c", LOOK, str(path)]
    return {
        "git status": (["git", "-C", str(path), "status", "--porcelain"], {}),
        "ruff check": ([str(BIN / "ruff"), "check", "--no-cache", "--isolated", str(path)], {}),
        "look, cold": (look, {"RUNG_CACHE": "off"}),
        "look, warm": (look, {"XDG_CACHE_HOME": cache}),
        CHANGED: (look, {"XDG_CACHE_HOME": f"{cache}/changed"}),
        "rung assess --facts, warm": (
            [str(BIN / "rung"), "assess", "--facts", str(path)],
            {"XDG_CACHE_HOME": cache},
        ),
    }


def main() -> None:
    """Interleave the commands, so that a slow moment of the machine hits all of them."""
    for name in sys.argv[1:]:
        path = Path(name).resolve()
        files = sum(len(names) for at, _, names in os.walk(path) if ".git" not in Path(at).parts)
        sys.stdout.write(f"\n{path.name}: {files:,} files\n")
        with tempfile.TemporaryDirectory() as cache:
            best: dict[str, Cost] = {}
            for turn in range(ROUNDS + 1):
                for label, (command, environment) in commands(path, cache).items():
                    for whole in Path(cache, "changed", "rung").glob("repo-*.json"):
                        whole.unlink()
                    spent = cost(command, environment)
                    if turn and (label not in best or spent.cpu_s < best[label].cpu_s):
                        best[label] = spent
        base = best["git status"].cpu_s
        sys.stdout.write(f"{'':28}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}{'over git':>10}\n")
        for label, one in best.items():
            sys.stdout.write(
                f"{label:28}{one.wall_s:8.2f}{one.cpu_s:8.2f}{one.peak_mb:9.0f}{one.cpu_s / base:9.1f}x\n"
            )


if __name__ == "__main__":
    main()
