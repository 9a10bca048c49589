"""A change that was cut off, seen without touching it: what it had begun to replace, as that was before.

`rung.yml` and the files beside it are replaced one by one; whoever only looks must not take a half-replaced set of
them for a damaged one. The next command that writes puts everything back (`scaffold/journal.py`).
"""

import json
from pathlib import Path

from checks.core import Problem
from scaffold.tree import inside, on_disk

FOLDER = ".rung"
JOURNAL = f"{FOLDER}/journal"
PLAN = "plan.json"


def begun(root: Path) -> bool:
    """Whether a change was cut off here, or is being made right now by another process."""
    try:
        return (inside(root, JOURNAL) / PLAN).is_file()
    except Problem:
        return False


def before(root: Path) -> dict[str, bytes | None]:
    """Every file of a change that was cut off, as it was before it; empty where there is none."""
    if not begun(root):
        return {}
    try:
        writes = json.loads((inside(root, JOURNAL) / PLAN).read_bytes())["writes"]
        return {one["path"]: _kept(root, number, one) for number, one in enumerate(writes)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _kept(root: Path, number: int, one: dict[str, str]) -> bytes | None:
    if not one["before"]:
        return None
    kept = inside(root, f"{JOURNAL}/{number}.before")
    return kept.read_bytes() if kept.is_file() else on_disk(root, one["path"])
