"""A private temporary folder for a run that starts servers, taken away at its end, also after a kill.

The folder's name holds the process id of its run, so that two at once never touch each other's, and what a killed run
left is removed by the next of its kind.
"""

import contextlib
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

PREFIX = "rung-{kind}-"


@contextlib.contextmanager
def folder(kind: str, *, mode: int = 0o711) -> Iterator[Path]:
    """A new folder; by default others pass through it only by name (a server started by root runs as nobody)."""
    sweep(kind)
    made = Path(tempfile.mkdtemp(prefix=f"{PREFIX.format(kind=kind)}{os.getpid()}-"))
    made.chmod(mode)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def sweep(kind: str) -> None:
    """Remove what runs of this kind left that no longer run."""
    prefix = PREFIX.format(kind=kind)
    name = re.compile(rf"{re.escape(prefix)}(\d+)-")
    for one in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        found = name.match(one.name)
        if found and not one.is_symlink() and not _runs(int(found[1])):
            shutil.rmtree(one, ignore_errors=True)


@contextlib.contextmanager
def ended_in_order() -> Iterator[None]:
    """While entered, SIGTERM and SIGHUP unwind like Ctrl-C, so that everything that was started is stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kept = {one: signal.signal(one, _leave) for one in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for one, handler in kept.items():
            signal.signal(one, handler)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
