"""The demo's own temporary folder, taken away at the end, also after a crash: the next demo removes it.

The folder's name holds the process id of its demo, so that two demos at once never touch each other's.
"""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

NAME = re.compile(r"rung-demo-(\d+)-")


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A new folder that every user can pass through (PostgreSQL started by root runs as nobody)."""
    sweep()
    made = Path(tempfile.mkdtemp(prefix=f"rung-demo-{os.getpid()}-"))
    made.chmod(0o711)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def sweep() -> None:
    """Remove what demos left that no longer run."""
    for one in Path(tempfile.gettempdir()).glob("rung-demo-*"):
        found = NAME.match(one.name)
        if found and not _runs(int(found[1])):
            shutil.rmtree(one, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
