"""Runs the real program as a person would, and compares whole screens with golden texts."""

import atexit
import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import unified_diff
from pathlib import Path
from unittest.mock import patch

from checks.answers import keep, load, where
from checks.core import Fact, Scalar
from checks.vitals import unit_of
from cli.app import run
from tests.needs import need

PROGRAM = Path(sys.executable).parent / "rung"
GOLDEN = Path(__file__).parent / "golden"
STATE = tempfile.mkdtemp(prefix="rung-state-")
"""What a person told is kept here, by project, and not among the developer's own."""
atexit.register(shutil.rmtree, STATE, ignore_errors=True)
UPDATE = os.environ.get("RUNG_UPDATE_GOLDEN") == "1"
"""Run with RUNG_UPDATE_GOLDEN=1 to rewrite the golden texts, then read the difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one run of the program left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


def surroundings(width: int = 80, **more: str) -> dict[str, str]:
    """An environment without colour and without this machine's own settings for the program."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("RUNG_")}
    own = {"NO_COLOR": "1", "COLUMNS": str(width), "TERM": "xterm", "XDG_STATE_HOME": STATE}
    return {**kept, **own, **more}


def program(*arguments: object, cwd: Path | None = None, before: Sequence[str] = ()) -> Ran:
    """Run the installed program in a process of its own, without a terminal."""
    need(PROGRAM.exists(), "the program itself: pip install -e '.[dev]'")
    ran = subprocess.run(
        [*before, str(PROGRAM), *map(str, arguments)],
        cwd=cwd,
        env=surroundings(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    return Ran(code=ran.returncode, out=ran.stdout, err=ran.stderr)


def rung(*arguments: object, cwd: Path | None = None, width: int = 80, **more: str) -> Ran:
    """Run the whole command line in this process, without a terminal: the same, without its start-up."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, surroundings(width, **more), clear=True),
        patch.object(sys, "argv", ["rung", *map(str, arguments)]),
        patch.object(sys, "stdin", io.StringIO()),
        contextlib.chdir(cwd or Path.cwd()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = run()
    return Ran(code=code, out=out.getvalue(), err=err.getvalue())


def told_before(root: Path, *unknown: str, **facts: Scalar) -> Path:
    """Leave what an earlier walk through this project was told, and what was not known; the file."""
    day = where(date.today())
    known = {
        name: Fact(name=name, value=value, unit=unit_of(name), where=day)
        for name, value in facts.items()
    }
    with patch.dict(os.environ, {"XDG_STATE_HOME": STATE}):
        before = load(root.resolve(), date.today())
        keep(root.resolve(), replace(before, facts=known, unknown=frozenset(unknown)))
    assert before.path is not None
    return before.path


def matches(name: str, text: str, **hidden: object) -> None:
    """Compare a screen with tests/cli/golden/NAME.txt; `hidden` values are written as their names."""
    for word, value in hidden.items():
        text = re.sub(re.escape(str(value)), word.upper(), text)
    text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
    file = GOLDEN / f"{name}.txt"
    if UPDATE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.is_file(), f"no golden text {file.name}: RUNG_UPDATE_GOLDEN=1 writes it"
    golden = file.read_text(encoding="utf-8")
    differ = "".join(unified_diff(golden.splitlines(True), text.splitlines(True), name, "this run"))
    assert not differ, f"{file.name}: RUNG_UPDATE_GOLDEN=1 rewrites it\n{differ}"


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, to show that nothing was written."""
    return {
        str(one.relative_to(root)): one.read_bytes()
        for one in sorted(root.rglob("*"))
        if one.is_file() and os.access(one, os.R_OK)
    }
