"""The demo's own temporary folder, taken away at the end, also after a crash: the next demo removes it.

The folder's name holds the process id of its demo, so that two demos at once never touch each other's.
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
