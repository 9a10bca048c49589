"""A plan in a monorepo of 20,000 files, side by side with copier's copy of the same template, in one run.

Bar: the plan takes at most a second, looking at the repository aside; the look is shown on its own.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = 20_000
ROUNDS = 5
PLAN = """
import sys
from pathlib import Path
sys.path.insert(0, {house!r})
from checks.core import Looks
from scaffold.core import Step
from scaffold.plan import make
from scaffold.questions import plain
answers = {{one.key: one.default for one in plain("pool")}}
answers |= {{"stack": "psycopg", "module_file": "db_pool.py"}}
plan = make(Path({root!r}), Step(rung="pool", answers=answers), Looks())
assert plan.changes, plan
"""
LOOK = """
import sys
from pathlib import Path
sys.path.insert(0, {house!r})
from checks.probes.repo import look
assert look(Path({root!r})).applicable
"""


def monorepo(root: Path) -> Path:
    """20,000 files: packages of Python and of TypeScript, pages, and one service that rung builds into."""
    for number in range(FILES // 20):
        package = root / f"packages/team{number % 40}/part{number}"
        package.mkdir(parents=True)
        for one in range(19):
            suffix = ("py", "ts", "md", "json")[one % 4]
            text = "{}\n" if suffix == "json" else f"# {number} {one}\n" * 30
            (package / f"file{one}.{suffix}").write_text(text)
        (package / "requirements.txt").write_text("requests\n")
    shop = root / "services/shop"
    shop.mkdir(parents=True)
    (shop / "main.py").write_text(
        "import psycopg\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/')\ndef home():\n"
        "    with psycopg.connect('') as connection:\n        return connection.execute('select 1').fetchall()\n"
    )
    (shop / "requirements.txt").write_text("fastapi\npsycopg[binary]\n")
    return root


def measured(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak memory in MB of one run to its end."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, command
    spent = used.ru_utime + used.ru_stime
    return time.perf_counter() - began, spent, used.ru_maxrss / 1024


def main() -> None:
    """Interleave the commands, so that a slow moment of the machine hits all of them."""
    with tempfile.TemporaryDirectory(prefix="rung-bench-") as folder:
        root = monorepo(Path(folder) / "mono")
        subprocess.run(["git", "init", "-q", str(root)], check=True)
        shop, python = root / "services/shop", sys.executable
        words = {"house": str(ROOT)}
        commands = {
            "python -c 'import copier'": [python, "-c", "import copier"],
            "rung: plan in the service": [python, "-c", PLAN.format(root=str(shop), **words)],
            "rung: plan at the top": [python, "-c", PLAN.format(root=str(root), **words)],
            "rung: look at the whole of it": [python, "-c", LOOK.format(root=str(root), **words)],
        }
        copy = [python, "-m", "copier", "copy", "--defaults", "--quiet", "--overwrite"]
        copy += ["--data", "stack=psycopg", "--data", "module_file=db_pool.py"]
        copy += [str(ROOT / "templates/pool")]
        taken: dict[str, list[tuple[float, float, float]]] = {}
        for turn in range(ROUNDS + 1):
            target = Path(folder) / f"copy{turn}"
            for name, command in {**commands, "copier copy": [*copy, str(target)]}.items():
                one = measured(command)
                if turn:
                    taken.setdefault(name, []).append(one)
    show(taken)


def show(taken: dict[str, list[tuple[float, float, float]]]) -> None:
    """Medians, and each as a share of copier's."""
    middle = {
        name: [statistics.median(one[part] for one in every) for part in (0, 1, 2)]
        for name, every in taken.items()
    }
    base = middle["copier copy"]
    title = f"{FILES:,} files, median of {ROUNDS}"
    heads = ("wall s", "cpu s", "MB")
    sys.stdout.write(f"{title:32}{''.join(f'{one:>9}{chr(32) * 9}' for one in heads)}\n")
    for name, every in middle.items():
        parts = (f"{one:9.2f} ({one / than:4.2f}x)" for one, than in zip(every, base, strict=True))
        sys.stdout.write(f"{name:32}{''.join(parts)}\n")


if __name__ == "__main__":
    main()
