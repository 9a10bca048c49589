"""What a person told of one project, kept outside it for the next run.

One file a project in `$XDG_STATE_HOME/rung` (else `~/.local/state/rung`), readable by its owner alone, in the form of a
saved look (`checks/saved.py`): it can be read, changed and handed to `--from`. A name without a value was asked and is
not known. A folder that cannot be written keeps nothing and is no error; a file that was broken by hand is.
"""

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checks.core import Fact, Scalar
from checks.saved import given
from checks.store import fingerprint, replace

TOLD = "told by you"
PASSING = frozenset({"incident"})
"""What is only true on the day that it was told."""
DATED = re.compile(r"(\d{4}-\d{2}-\d{2})$")
HEAD = """\
# What you told rung about {root}.
# Change a value here, or take a line away to be asked again; null is "I don't know".
schema: 1
vitals:
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was told, each with its day, and what was asked and not known; `path` is None where no file can be."""

    path: Path | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()

    @property
    def asked(self) -> frozenset[str]:
        """Everything that a person was asked."""
        return self.unknown | set(self.facts)


def where(today: date) -> str:
    """The source of a figure that was told on this day."""
    return f"{TOLD}, {today.isoformat()}"


def load(root: Path, today: date) -> Answers:
    """What was told of the project in this folder.

    Raises:
        Problem: the file is there and cannot be read, or holds what no look has.
    """
    path = _path(root)
    if path is None or not path.is_file():
        return Answers(path=path)
    facts, unknown = given(path)
    return Answers(
        path=path,
        facts={one.name: one for one in facts if not _passed(one, today)},
        unknown=frozenset(unknown),
    )


def keep(root: Path, answers: Answers) -> None:
    """Write the answers to their file, all or nothing."""
    if answers.path is None:
        return
    lines = [
        *(_line(one.name, one.value, one.where) for one in answers.facts.values()),
        *(f"  {name}: null" for name in sorted(answers.unknown)),
    ]
    text = HEAD.format(root=root) + "\n".join(lines) + "\n"
    with suppress(OSError):
        replace(answers.path, text)


def _line(name: str, value: Scalar, place: str) -> str:
    return f"  {name}: {{value: {json.dumps(value)}, where: {json.dumps(place)}}}"


def _passed(fact: Fact, today: date) -> bool:
    day = DATED.search(fact.where)
    return fact.name in PASSING and (day is None or day[1] != today.isoformat())


def _path(root: Path) -> Path | None:
    home = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")  # noqa: PTH111
    if not os.path.isabs(home):  # noqa: PTH117 (a home that is not there stays "~")
        return None
    folder = Path(home) / "rung"
    there = next(one for one in (folder, *folder.parents) if one.exists())
    if not (there.is_dir() and os.access(there, os.W_OK)):
        return None
    name = re.sub(r"[^\w.-]", "_", root.name) or "root"
    return folder / f"{name}-{fingerprint([str(root)])[:12]}.yml"
